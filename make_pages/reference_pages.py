"""``python -m make_pages.reference_pages``: write the generated pages of ``docs/reference`` anew.

``cli.md`` is made from the help of the command line, ``config.md`` from ``conf/`` and the levers,
``api.md`` from the signatures and docstrings of what the package offers to Python.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import sim
from make_pages.model_pages import table
from sim.commands.catalogue import EXITS, HELP
from sim.config.compose import compose, groups
from sim.config.schema import CouncilConfig
from sim.files.places import PACKAGE, shipped_folder
from sim.files.whole import write_whole
from sim.levers import ASSUMPTIONS, LEVERS
from sim.levers.lever import GROUP_LABELS
from sim.mechanisms.facts import Parameter, assumption_row, cost_in_words, lever_rows
from sim.mechanisms.table import KEYS

DOCS = PACKAGE.parent / "docs" / "reference"
MADE = "This page is made by `make pages` from {}.\n"
SETTINGS = {
    "council.since": "first day of the run",
    "council.until": "last day of the run",
    "council.agenda": "`recorded`: the votes, members and texts of the record; `coming`: whole "
    "years to come, with texts by habit and elections",
    "council.drafts": "texts that failed and are not in the record, put on the agenda: ids of "
    "drafts.csv",
    "scenario.name": "name of the results folder: small letters, digits, `_` and `-`",
    "scenario.title": "heading of the report",
    "scenario.question": "what is asked, as the report prints it",
    "scenario.source": "where the question comes from",
    "scenario.budget_usd": "the run is refused where its levers cost more together",
    "rules.fit": "a folder that `lmgsim calibrate` wrote; null is the fit in force (`lmgsim data`)",
    "rules.draw_weights": "draw the weights anew in every replicate, from their estimated spread",
    "rules.assumptions": "other ranges for what is assumed, `NAME: [low, high]`",
    "evidence.priors": "`measured`: strengths of levers are drawn from what is known of them "
    "(`lmgsim evidence`); `hoped`: evenly from the ranges of the sources",
    "rules.adopting": "what a country text needs: `majority` or `two_thirds`",
    "rules.tabling": "who may table a country text: `anyone` or `a_third` of the members",
    "rules.mechanisms": "`NAME: false` runs the Council without a mechanism",
    "engine.driver": "`ensemble` (fast) or `mesa` (to look inside); the same votes, bit for bit",
    "engine.threads": "from 1 to 256; the results do not depend on it",
    "size.replicates": "from 1 to 1,000,000",
    "seed": "the same seed gives the same tables, byte for byte",
    "results": "folder for results, made if it is not there",
}
PUBLIC = {
    "Run the model": ["evaluate"],
    "Read a design": ["read_design", "DesignPoints"],
    "What an outcome hangs on": [
        "sensitivity_tables",
        "sobol_indices",
        "morris_screening",
        "variance_split",
        "draw_sensitivity",
    ],
    "Worlds and facts": ["real_world", "load_fit", "Fit", "load_states", "World"],
    "One run, to look inside": ["CouncilModel", "StateAgent", "CompiledCouncilModel"],
    "Levers": ["LEVERS", "ASSUMPTIONS", "Lever", "Assumption"],
    "Errors": ["InputError"],
}
CONSTANTS = {  # what is no function or class: its type, and words
    "LEVERS": (
        "dict[str, type[Lever]]",
        "All levers, by the name that a configuration gives them. The "
        "[configuration](config.md#levers) lists the settings of each.",
    ),
    "ASSUMPTIONS": (
        "tuple[Assumption, ...]",
        "All that levers and mechanisms assume, in the order of the "
        "[configuration](config.md#assumptions).",
    ),
}
STABLE = """\
## What is public, and what may move
Public is what `sim.__all__` names, all of it on this page: `from sim import evaluate, World`. A \
name is loaded when it is asked for, so `import sim` is quick. The package is typed (`py.typed`).

| what | what you may rely on |
| --- | --- |
| names of `sim`, their parameters and the members told here | a change stands in the \
[changes](../../CHANGELOG.md), with what to write instead |
| commands, keys of the configuration, columns of tables | the same: see [commands](cli.md), \
[configuration](config.md), [columns](columns.md) |
| numbers | the same version, configuration and seed give the same tables, byte for byte; where \
another version gives others, the changes say **changes results** |
| everything else: modules and folders below `sim`, names that are not told here or begin with \
`_` | may move without a word |

Whoever needs something that is not public: say so in an issue, and it may become so.
"""
OF_A_TYPE = re.compile(r"^([A-Za-z][\w.]*)\n {4}(?=\S)", re.MULTILINE)
WORDS_BEGIN = 36  # the column of the help at which a command's words begin
SECTION = re.compile(r"^(\w[\w ]*)\n-{3,}$", re.MULTILINE)
USAGE = re.compile(r"^  (lmgsim \S.*?)(?: {2,}(\S.*))?$")


def cli_page() -> str:
    """``cli.md``: each command with its words from ``lmgsim --help``."""
    parts = ["# Commands", MADE.format("`lmgsim --help`")]
    said = ""
    for usage, words in _usages():
        found = re.match(r"[a-z]+", usage.removeprefix("lmgsim "))
        name = found[0] if found else "version" if "--version" in usage else "any command"
        if name != said:
            parts.append(f"## {name}\n")
        said = name
        parts.append(f"```text\n{usage}\n```\n\n{words}\n")
    parts += [
        "## Exit codes\n",
        table(("code", "means"), [(str(code), words) for code, words in EXITS.items()]),
        "\nStandard output that nobody reads any longer (`lmgsim run | head -1`) or that cannot be "
        "written changes none of these but 0 into 74 as told: the work is done, and where its "
        "results lie is said on standard error. A character that the terminal's encoding lacks is "
        "written as one that it has.\n",
    ]
    parts.append("## What a sweep does unless told otherwise\n")
    head, rows = ("setting", "default", "meaning"), _commented(shipped_folder("conf"), "sweep.yaml")
    return "\n".join([*parts, table(head, rows)]) + "\n"


def _usages() -> Iterator[tuple[str, str]]:
    usage, words = "", list[str]()
    for line in [*HELP.splitlines()[1:], "  lmgsim end"]:
        found = USAGE.match(line)
        if found is None:
            words.append(line.strip())
            continue
        if usage:
            told = " ".join(word for word in words if word) or "print the version"
            yield usage, told[0].upper() + told[1:] + ("" if told.endswith("?") else ".")
        usage, words = found[1], [found[2] or ""]
        at_the_column = line[WORDS_BEGIN:]
        if not found[2] and at_the_column and not set("[]=") & set(at_the_column):
            usage, words = line[:WORDS_BEGIN].strip(), [at_the_column]


def _commented(folder: Path, name: str) -> list[tuple[str, str, str]]:
    """The lines ``key: value  # meaning`` of a YAML file."""
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    found = (re.match(r"^([\w.]+): +(\S+) +# (.*)$", line) for line in lines)
    return [(f"`{it[1]}`", f"`{it[2]}`", it[3]) for it in found if it]


def config_page() -> str:
    """``config.md``: options, settings, levers, assumptions and mechanisms."""
    fields = CouncilConfig.model_fields
    defaults = {f"council.{n}": said(fields[n].default) for n in ("agenda", "drafts")}
    defaults |= flat({k: v for k, v in compose([]).items() if k != "levers"})
    assumed = [assumption_row(it.name) for it in ASSUMPTIONS]
    parts = [
        "# Configuration",
        MADE.format("`conf/` and the code"),
        "A run is composed from files: of each group one option is chosen (`group=option`), then "
        "single values are changed (`key=value`). `lmgsim run --cfg job` prints the whole of it, "
        "and every results folder keeps it as `config.yaml`.\n",
        "## Options\n",
        table(("group", "option", "what it is"), _options()) + "\n",
        "## Settings\n",
        table(("key", "default", "meaning"),
              [(f"`{key}`", f"`{defaults.get(key, 'null')}`", SETTINGS[key]) for key in SETTINGS])
        + "\n",
        "## Levers\n",
        "At its default a lever of `levers=all` adds nothing, bit for bit; a scenario pulls some. "
        "Every lever also takes `targets`, the states that it reaches; levers on what is known of "
        "states take `about` instead, the states that texts are about ("
        + ", ".join(f"`{name}`" for name, it in LEVERS.items() if it.states_key != "targets")
        + "). Both are lists of ISO 3166 codes and of the labels "
        + ", ".join(f"`{label}`" for label in GROUP_LABELS)
        + ". `start` and `end` are days, `ramp_years` is 0 to 10.\n",
        table(("lever", "what", "settings: meaning, default (range)", "cost"),
              [_lever(name) for name in LEVERS]) + "\n",
        "## Assumptions\n",
        "Drawn anew in every replicate, each from its prior; with `evidence=hoped` evenly from "
        "the range that the authors hope for. `lmgsim evidence NAME` says on what each rests. "
        "`rules.assumptions.NAME=[low,high]` draws it evenly from another range; write "
        "`+rules.assumptions.NAME=[low,high]` where the name is not set yet.\n",
        table(("name", "meaning (unit)", "prior (standing)", "hoped"),
              [_assumption(row) for row in assumed]) + "\n",
        "## Mechanisms\n",
        f"`rules.mechanisms.NAME=false` switches one off. [All {len(KEYS)} names]"
        "(../model/mechanisms.md).",
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def _lever(name: str) -> tuple[str, str, str, str]:
    """A lever in one row: what it is, its settings with default and range, what it costs."""
    rows = [row for row in lever_rows(name) if row.name.startswith("levers.")]
    settings = "; ".join(
        f"`{row.name.removeprefix(f'levers.{name}.')}` {row.meaning}, {row.value} ({row.valid})"
        for row in rows
    )
    return f"`{name}`", LEVERS[name].title, settings, cost_in_words(name)


def _assumption(row: Parameter) -> tuple[str, str, str, str]:
    prior, _, hoped = row.value.removeprefix("drawn from ").partition("; hoped ")
    return f"`{row.name}`", f"{row.meaning} ({row.unit})", prior, hoped


def _options() -> Iterator[tuple[str, str, str]]:
    import yaml

    for group in groups():
        for place in sorted((shipped_folder("conf") / group).glob("*.yaml")):
            text = place.read_text(encoding="utf-8")
            content = yaml.safe_load(text) or {}
            comment = re.match(r"((?:# .*\n)+)", text)
            words = " ".join(comment[1].replace("# ", "").split()) if comment else ""
            title = content.get("scenario", {}).get("title") if group == "scenario" else None
            yield f"`{group}`", f"`{place.stem}`", title or words


def flat(content: dict[str, Any], before: str = "") -> dict[str, str]:
    """Dotted keys to values as one writes them; ``mechanisms`` stay one setting."""
    found: dict[str, str] = {}
    for key, value in content.items():
        if isinstance(value, dict) and value and before + key != "rules.mechanisms":
            found |= flat(value, f"{before}{key}.")
        elif before + key == "rules.mechanisms":
            found[before + key] = "all true"
        else:
            found[before + key] = said(value)
    return found


def said(value: object) -> str:
    """A value as one writes it on the command line."""
    return value if isinstance(value, str) else json.dumps(value)


def api_page() -> str:
    """``api.md``: what the package offers to Python."""
    parts = ["# Python", MADE.format("signatures and docstrings"), STABLE]
    for heading, names in PUBLIC.items():
        parts.append(f"## {heading}\n")
        parts += [_entry(name) for name in names]
    return "\n".join(parts)


def _entry(name: str) -> str:
    if name in CONSTANTS:
        kind, words = CONSTANTS[name]
        return f"### sim.{name}\n\n```text\n{name}: {kind}\n```\n\n{words}\n"
    thing = getattr(sim, name)
    parts = [f"### sim.{name}\n", f"```text\n{name}{_sign(thing)}\n```\n", _prose(thing)]
    if inspect.isclass(thing):
        methods = [
            f"- `{member}{_sign(function)}`: {_first(function)}"
            for member, function in vars(thing).items()
            if inspect.isfunction(function)
            and not member.startswith("_")
            and function.__module__ == thing.__module__
        ]
        parts += [*methods, ""] if methods else []
    return "\n".join(parts)


def _sign(thing: Any) -> str:
    """Parameters and what comes back; a class that is subclassed or raised has none to tell."""
    if inspect.isclass(thing) and issubclass(thing, Exception | BaseModel):
        return ""
    return re.sub(r"'([\w.\[\], |]+)'", r"\1", str(inspect.signature(thing)))


def _first(function: Any) -> str:
    text = (inspect.getdoc(function) or "").partition("\n\n")[0]
    return text.replace("\n", " ").replace("``", "`")


def _prose(thing: object) -> str:
    """A docstring as Markdown: sections in bold, a parameter a bullet."""
    text = SECTION.sub(r"**\1**\n", inspect.getdoc(thing) or "")
    text = OF_A_TYPE.sub(r"- `\1`: ", text)
    lines: list[str] = []
    for line in text.splitlines():
        item = re.match(r"^([A-Za-z_][\w, .]*?) : (.*)$", line)
        if item:
            line = f"- `{item[1]}`: {item[2]}"
        lines.append(line.replace("``", "`"))
    paragraphs = re.split(r"\n\s*\n", "\n".join(lines))
    return "\n\n".join(_joined(paragraph) for paragraph in paragraphs) + "\n"


def _joined(paragraph: str) -> str:
    """A paragraph or a bullet on one line each."""
    return re.sub(r"\n(?!- )\s*", " ", paragraph.strip())


def pages() -> dict[Path, str]:
    """Every generated page as it should be now."""
    return {
        DOCS / "cli.md": cli_page(),
        DOCS / "config.md": config_page(),
        DOCS / "api.md": api_page(),
    }


if __name__ == "__main__":
    for place, content in pages().items():
        write_whole(place, content)
        print(place.relative_to(PACKAGE.parent))
