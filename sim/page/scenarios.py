"""Scenarios on disk: read and written as the YAML files that ``lmgsim run scenario=...`` reads."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sim.errors import InputError
from sim.files.reading import is_regular, read_bytes
from sim.files.scratch import scratch_folder
from sim.files.text import decoded
from sim.files.whole import write_whole
from sim.files.yaml_text import load_yaml
from sim.page.choices import NOTHING, Choices, composed, council_of, neutral
from sim.page.folders import FOLDERS, is_scenario, scenario_file

SAVED_HERE = "# saved by lmgsim page"
LARGEST_BYTES = 64_000
ROOTED = "# @package _global_"
WORDS = {"name", "title", "question", "source"}
OWN_BLOCKS = {"defaults", "scenario", "levers"}  # what the page can write down again
DRAFT = "draft-of-the-page"  # the name under which a scenario is read back before it is saved
LONGEST = {"title": 200, "question": 2000}  # letters


def scenario_names() -> list[str]:
    """The scenarios of the folder, that without levers first."""
    paths = sorted(FOLDERS.scenarios.glob("*.yaml"))
    names = [path.stem for path in paths if is_scenario(path.stem) and is_regular(path)]
    return sorted(names, key=lambda name: name != NOTHING)


def load(name: str, council: str | None = None) -> Choices:
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
    return checked_file(scenario_file(name))


def checked_file(place: Path) -> dict[str, object]:
    """What the file of a scenario says.

    Raises
    ------
    InputError
        If it cannot be read, is not YAML, or holds something else than a scenario's blocks.
    """
    if is_regular(place) and place.stat().st_size > LARGEST_BYTES:
        raise InputError(f"{place.name} is larger than {LARGEST_BYTES:,} bytes")
    written = read_bytes(place)
    try:
        content = load_yaml(decoded(written, place.name), place.name)
    except InputError as error:
        said = str(error).removeprefix(place.name).lstrip(",: ")
        raise InputError(f"{place.name} is not YAML: {said}") from None
    if not isinstance(content, dict):
        raise InputError(f"{place.name} holds no blocks: scenario and levers are expected")
    odd = sorted(str(key) for key in content if key not in OWN_BLOCKS)
    if odd:
        raise InputError(
            f"{place.name} sets {odd[0][:60]}, which a scenario's file cannot: it has the blocks "
            f"{', '.join(sorted(OWN_BLOCKS))}"
        )
    words = content.get("scenario")
    if not isinstance(words, dict) or not set(words) >= WORDS:
        raise InputError(f"{place.name}: the block scenario needs {', '.join(sorted(WORDS))}")
    levers = content.get("levers", {})
    if not isinstance(levers, dict) or not all(isinstance(one, dict) for one in levers.values()):
        raise InputError(f"{place.name}: the block levers holds a block of settings for each lever")
    return content


def as_yaml(choices: Choices, name: str, title: str, question: str) -> str:
    """A configuration as a scenario's file; it holds only what differs from doing nothing.

    Raises
    ------
    InputError
        If the name cannot be one, or the years have no name that a file could give.
    """
    scenario_file(name)
    title, question = (_words(kind, text) for kind, text in
                       (("title", title), ("question", question)))  # fmt: skip
    words = {"name": name, "title": title or name, "question": question,
             "source": str(choices.words().get("source") or "the page")}  # fmt: skip
    budget = choices.words().get("budget_usd")
    content: dict[str, object] = {}
    if choices.council != _usual_council():
        if not choices.council:
            raise InputError("these years have no name in conf/council: choose others to save")
        content["defaults"] = [{"override /council": choices.council}]
    content["scenario"] = words | ({} if budget is None else {"budget_usd": budget})
    at_rest = neutral()
    levers = {
        lever: {k: v for k, v in settings.items() if at_rest.get(lever, {}).get(k) != v}
        for lever, settings in choices.levers().items()
    }
    levers = {lever: settings for lever, settings in levers.items() if settings}
    if levers:
        content["levers"] = levers
    body = yaml.dump(_quoted(content), Dumper=_Dumper, sort_keys=False, allow_unicode=True,
                     width=100)  # fmt: skip
    return f"{ROOTED}\n{SAVED_HERE}: lmgsim run scenario={name}\n{body}"


class _Quoted(str):
    """A text that stands in quotes, so that no reader takes it for something else."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Plain YAML with every text in quotes."""


_Dumper.add_representer(
    _Quoted, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def _quoted(content: Any) -> Any:
    if isinstance(content, dict):
        return {key: _quoted(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_quoted(value) for value in content]
    return _Quoted(content) if isinstance(content, str) else content


def _words(kind: str, text: str) -> str:
    """A title or question without blanks around it, a tab being one.

    Raises
    ------
    InputError
        If it is longer than ``LONGEST``, holds letters that cannot be shown, or neither letters
        nor digits.
    """
    text = text.replace("\t", " ").strip()
    if len(text) > LONGEST[kind]:
        raise InputError(f"the {kind} has {len(text):,} letters; at most {LONGEST[kind]:,}")
    if not all(letter.isprintable() or letter == "\n" for letter in text):
        raise InputError(f"the {kind} holds letters that cannot be shown")
    if text and not any(letter.isalnum() for letter in text):
        raise InputError(
            f"the {kind} {text[:40]!r} says nothing: it has neither letters nor digits"
        )
    return text


@cache
def _usual_council() -> str:
    return council_of(composed(NOTHING, None).content)


def save(choices: Choices, name: str, title: str, question: str) -> Choices:
    """Write a scenario's file, whole or not at all; it is read back before it replaces another.

    Raises
    ------
    InputError
        If the name is taken by a file that was not saved here, the words cannot be read again, or
        the file cannot be written.
    """
    text = as_yaml(choices, name, title, question)
    if "${" in text:
        raise InputError("neither ${ nor ??? has a place in the words of a scenario")
    place = scenario_file(name)
    if os.path.lexists(place) and SAVED_HERE.encode() not in read_bytes(place):
        raise InputError(f"{name} is one of the scenarios that came with lmgsim: choose another")
    _read_back(text, choices)
    write_whole(place, text)
    return load(name).sized(choices.size()).seeded(choices.seed())


def _read_back(text: str, choices: Choices) -> None:
    """Read a scenario's file as the command line would, before it takes its place.

    Raises
    ------
    InputError
        If it cannot be read, or says something else than what was to be saved.
    """
    with scratch_folder() as aside:
        place = Path(aside) / "scenario" / f"{DRAFT}.yaml"
        place.parent.mkdir()
        place.write_text(text, encoding="utf-8")
        words = checked_file(place)["scenario"]
        found = composed(DRAFT, None, Path(aside))
    assert isinstance(words, dict)
    same = {key: found.words().get(key) for key in words} == words
    if not (same and found.levers() == choices.levers()
            and found.content["council"] == choices.content["council"]):  # fmt: skip
        raise InputError(
            "this scenario cannot be saved: read back from its file it would be another one"
        )
