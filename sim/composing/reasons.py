"""What Hydra or OmegaConf found wrong, in one line and in our words."""

from __future__ import annotations

import re

from hydra.errors import MissingConfigException
from omegaconf.errors import MissingMandatoryValue

LONGEST = 300
UNKNOWN = re.compile(r"Could not override '([^']+)'")
_NOT_CHOSEN = re.compile(r"Could not override '([^']+)'\. No match in the defaults list")
_PLAIN_WORDS = (
    (r"Could not append to config\. An item is already at '([^']+)'",
     "{0} has a value already: without the plus, {0}=..., it is changed"),
    (r"Multiple values for ([^ .]+)\.", "{0} is chosen already: without the plus, {0}=NAME"),
    (r"Could not delete from config\. '([^']+)' does not exist", "there is no {0!r} to take away"),
    (r"Could not delete from config\. The value of '([^']+)' is", "{0} has another value"),
    (r"Could not delete '([^']+)'\. No match", "{0} is not chosen, so it cannot be taken away"),
    (r"Error merging override ([^= ]+)=", "{0}: a block of settings and a single value, or a list, "
     "do not go together"),
    (r"Override ([^= ]+)=.* looks like a config group", "there is no group of options {0!r}"),
)  # fmt: skip
_MISMATCH = re.compile(r"In '([^']+)': \w+ raised while composing config:(.*)", re.DOTALL)


def reason(error: BaseException) -> str:
    """What an error of Hydra says of overrides or files."""
    text = _in_one_line(str(error)) or type(error).__name__
    if isinstance(error, MissingConfigException) and error.missing_cfg_file:
        return _no_option(error)
    if isinstance(error, MissingMandatoryValue):
        key = getattr(error, "full_key", None) or "a setting"
        return f"{key}: nothing given (??? stands there)"
    if isinstance(error, RecursionError):
        return "brackets or references too deep to be read"
    if found := _NOT_CHOSEN.search(text):
        return f"nothing is chosen from {found[1]!r}, so it cannot be overridden"
    if found := _MISMATCH.search(str(error)):
        told = f"{found[1]}.yaml does not fit the configuration: {_in_one_line(found[2])}"
        return told[:LONGEST]
    for said, words in _PLAIN_WORDS:
        if found := re.match(said, text):
            return f"{words.format(found[1][:60])} (lmgsim run --help)"
    if cause := error.__cause__:
        text = f"{text.rstrip('.')}: {_in_one_line(str(cause))}"
    return f"{text[:LONGEST]} (lmgsim run --help)"


def _in_one_line(text: str) -> str:
    """A text without line ends, addresses and the inner names of OmegaConf."""
    return re.sub(r"\s*(See https?://\S+[^.]*|(full_key|object_type|reference_type)[:=] ?\S*)",
                  "", " ".join(text.split()))  # fmt: skip


def _no_option(error: MissingConfigException) -> str:
    group, _, name = str(error.missing_cfg_file).rpartition("/")
    if not group:
        return f"there is no {name[:60]!r} among the options (lmgsim run --help lists all)"
    options = ", ".join(error.options or ())
    options = options if len(options) < LONGEST else f"{options[:LONGEST]}..."
    told = f"one of {options}" if options else "it has no option"
    return f"there is no {group} {name[:60]!r}: {told}"
