"""Scenarios on disk: read and written as the YAML files that ``lmgsim run scenario=...`` reads."""

from __future__ import annotations

from functools import cache

import yaml

from sim.errors import InputError
from sim.files.whole import write_whole
from sim.page.folders import FOLDERS, SCENARIO, scenario_file
from sim.page.setup import NOTHING, Setup, composed, council_of, neutral

SAVED_HERE = "# saved by lmgsim page"
LARGEST_BYTES = 64_000
ROOTED = "# @package _global_"
WORDS = {"name", "title", "question", "source"}
OWN_BLOCKS = {"defaults", "scenario", "levers"}  # what the page can write down again


def scenario_names() -> list[str]:
    """The scenarios of the folder, that without levers first."""
    names = sorted(path.stem for path in FOLDERS.scenarios.glob("*.yaml"))
    names = [name for name in names if SCENARIO.fullmatch(name)]
    return sorted(names, key=lambda name: name != NOTHING)


def load(name: str, council: str | None = None) -> Setup:
    """A scenario as the command line would run it.

    Raises
    ------
    InputError
        If there is no such file, it is not YAML, or what it says cannot be run; in one line.
    """
    _checked(name)
    return composed(name, council)


def _checked(name: str) -> dict[str, object]:
    """What a scenario's file says."""
    place = scenario_file(name)
    try:
        if place.stat().st_size > LARGEST_BYTES:
            raise InputError(f"{place.name} is larger than {LARGEST_BYTES:,} bytes")
        content = yaml.safe_load(place.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{place.name}: {error.strerror}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{place.name} is not YAML: {' '.join(str(error).split())}") from None
    if not isinstance(content, dict):
        raise InputError(f"{place.name} holds no blocks: scenario and levers are expected")
    odd = sorted(str(key) for key in content if key not in OWN_BLOCKS)
    if odd:
        raise InputError(
            f"{place.name} sets {odd[0]}, which a scenario's file cannot: it has the blocks "
            f"{', '.join(sorted(OWN_BLOCKS))}"
        )
    words = content.get("scenario")
    if not isinstance(words, dict) or not set(words) >= WORDS:
        raise InputError(f"{place.name}: the block scenario needs {', '.join(sorted(WORDS))}")
    levers = content.get("levers", {})
    if not isinstance(levers, dict) or not all(isinstance(one, dict) for one in levers.values()):
        raise InputError(f"{place.name}: the block levers holds a block of settings for each lever")
    return content


def as_yaml(setup: Setup, name: str, title: str, question: str) -> str:
    """A configuration as a scenario's file; it holds only what differs from doing nothing.

    Raises
    ------
    InputError
        If the name cannot be one, or the years have no name that a file could give.
    """
    scenario_file(name)
    words = {"name": name, "title": title.strip() or name, "question": question.strip(),
             "source": str(setup.words().get("source") or "the page")}  # fmt: skip
    budget = setup.words().get("budget_usd")
    content: dict[str, object] = {}
    if setup.council != _usual_council():
        if not setup.council:
            raise InputError("these years have no name in conf/council: choose others to save")
        content["defaults"] = [{"override /council": setup.council}]
    content["scenario"] = words | ({} if budget is None else {"budget_usd": budget})
    at_rest = neutral()
    levers = {
        lever: {k: v for k, v in settings.items() if at_rest.get(lever, {}).get(k) != v}
        for lever, settings in setup.levers().items()
    }
    levers = {lever: settings for lever, settings in levers.items() if settings}
    if levers:
        content["levers"] = levers
    body = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return f"{ROOTED}\n{SAVED_HERE}: lmgsim run scenario={name}\n{body}"


@cache
def _usual_council() -> str:
    return council_of(composed(NOTHING, None).content)


def save(setup: Setup, name: str, title: str, question: str) -> Setup:
    """Write a scenario's file, whole or not at all, and read it back.

    Raises
    ------
    InputError
        If the name is taken by a file that was not saved here, or the file cannot be written.
    """
    text = as_yaml(setup, name, title, question)
    if "${" in text or "???" in (title, question):
        raise InputError("neither ${ nor ??? has a place in the words of a scenario")
    place = scenario_file(name)
    if place.exists() and SAVED_HERE not in place.read_text(encoding="utf-8", errors="replace"):
        raise InputError(f"{name} is one of the scenarios that came with lmgsim: choose another")
    write_whole(place, text)
    return load(name).sized(setup.size()).seeded(setup.seed())
