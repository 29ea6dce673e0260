"""A draft as its author gives it: a title, and whatever else is known of it.

Read from YAML: one draft, a list of drafts, or a mapping with a list under ``drafts``. Only the
title is needed. What is left out is worked out by ``sim.forecast.about``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import numpy as np

from sim.data.loaders.catalogued_sponsors import CATALOGUED
from sim.data.loaders.country_codes import iso3_of_name, members
from sim.data.sponsors import LABELS
from sim.data.states import load_states
from sim.errors import InputError
from sim.files.yaml_text import read_yaml
from sim.world import KINDS

LONGEST_TITLE = 1_000  # letters
LONGEST_TEXT = 200_000
MOST_DRAFTS = 200  # in one session
ITEMS = 10  # of the Council's agenda
ORIENTATIONS = {"scrutinises": 1, "neither": 0, "shields": -1}
BEHALF = re.compile(r"^(.*\bon behalf of\b)\s*", re.IGNORECASE)
HINT = "docs/how-to/forecast.md lists what a draft may say"


@dataclass(frozen=True)
class Draft:
    """What is given of a draft; None or "" where nothing is."""

    title: str
    symbol: str = ""
    date: np.datetime64 | None = None
    sponsors: str | None = None  # codes and labels, as ``sim.data.sponsors`` writes them
    target: str = ""  # ISO 3166 alpha-3
    theme: str = ""
    series: str = ""
    item: int | None = None  # of the Council's agenda
    kind: str = ""
    orientation: int | None = None  # 1 scrutinises or liberal, -1 shields or southern, 0 neither
    amends: str = ""  # symbol or title of the text that it would change
    text: str = ""

    @property
    def name(self) -> str:
        """How it is called on a screen: its symbol, else the beginning of its title."""
        return self.symbol or self.title[:60]


KEYS = tuple(item.name for item in fields(Draft))


def read_drafts(path: Path) -> list[Draft]:
    """The drafts of a file, in the order of the vote.

    Raises
    ------
    InputError
        If the file cannot be read, holds no draft, or says of one what cannot be. The message
        names file and draft.
    """
    content = read_yaml(path, hint=HINT)
    if isinstance(content, Mapping) and set(content) == {"drafts"}:
        content = content["drafts"]
    listed = content if isinstance(content, list) else [content]
    if not listed or listed == [None]:
        raise InputError(f"{path}: no draft in it; at least a title is wanted ({HINT})")
    if len(listed) > MOST_DRAFTS:
        raise InputError(f"{path}: {len(listed):,} drafts; at most {MOST_DRAFTS} at a time")
    found = []
    for n, one in enumerate(listed):
        try:
            found.append(draft_of(one))
        except InputError as error:
            raise InputError(f"{path}, draft {n + 1}: {error}") from None
    _check_order(found, str(path))
    return found


def draft_of(content: object) -> Draft:
    """A draft from what YAML or a command line gives.

    Raises
    ------
    InputError
        For a key that is unknown, a value that cannot be, or a title that is missing.
    """
    if not isinstance(content, Mapping):
        raise InputError(f"{str(content)[:60]!r} is no draft: lines such as title: ... are wanted")
    for key in content:
        if key not in KEYS:
            raise InputError(f"unknown key {str(key)[:40]!r}{_nearest(str(key), KEYS)}; {HINT}")
    given = {str(key): value for key, value in content.items() if value not in (None, "")}
    title = _words(given, "title", LONGEST_TITLE)
    if not title:
        raise InputError(f"a draft without a title ({HINT})")
    return Draft(
        title=title,
        symbol=_words(given, "symbol", 60),
        date=_date(given.get("date")),
        sponsors=sponsors_of(given["sponsors"]) if "sponsors" in given else None,
        target=_state(given["target"], "target") if "target" in given else "",
        theme=_words(given, "theme", LONGEST_TITLE),
        series=_words(given, "series", 200),
        item=_item(given.get("item")),
        kind=_one_of(given, "kind", KINDS),
        orientation=_orientation(given.get("orientation")),
        amends=_words(given, "amends", LONGEST_TITLE),
        text=_words(given, "text", LONGEST_TEXT),
    )


def first_day(drafts: Sequence[Draft], today: np.datetime64) -> np.datetime64:
    """The day of the first draft; today where none says one."""
    return min((draft.date for draft in drafts if draft.date is not None), default=today)


def as_typed(key: str, value: str) -> object:
    """What was typed on a command line, as YAML would give it: a number where the key wants one."""
    wants_number = key in ("item", "orientation") and re.fullmatch(r"-?[0-9]{1,3}", value)
    return int(value) if wants_number else value


def sponsors_of(given: object) -> str:
    """Who tables a draft, as codes and labels such as ``GBR CAN`` or ``OIC -ALB``.

    Parameters
    ----------
    given : names or codes of states and groups; a list, or words with commas between them;
        "Pakistan on behalf of the OIC" is the group

    Raises
    ------
    InputError
        For a name that is neither a state nor a known group; the nearest names are given.
    """
    words = str(given).strip()
    if words.startswith("[") and words.endswith("]"):
        words = words[1:-1]  # a list as one types it
    listed = given if isinstance(given, list) else re.split(r"[,;]", words)
    found: list[str] = []
    for one in listed:
        name = BEHALF.sub("", " ".join(str(one).split()))
        if not isinstance(one, str) or set(name) & set("[]{}"):
            raise InputError(f"sponsors: {str(one)[:40]!r} is no name of a state or a group")
        if name:
            found += _sponsor(name)
    return " ".join(dict.fromkeys(found))


def _sponsor(name: str) -> list[str]:
    minus = "-" if name.startswith("-") else ""
    plain = name.removeprefix("-").removeprefix("the ").strip()
    parts = plain.split()
    if len(parts) > 1 and all(p in LABELS or p.lstrip("-") in members() for p in parts):
        return parts
    if plain in LABELS:
        return [minus + plain]
    if plain.upper() in members():
        return [minus + plain.upper()]
    for label, words in CATALOGUED.items():
        if re.search(words, plain):
            return [minus + label]
    if code := iso3_of_name(plain):
        return [minus + code]
    known = [*load_states().name, *LABELS]
    raise InputError(
        f"unknown sponsor {name[:60]!r}{_nearest(plain, known)}; a state, its ISO 3166 code, or "
        f"one of {', '.join(LABELS)}"
    )


def _nearest(word: str, known: Collection[str]) -> str:
    """Words that offer the nearest known names, "" where none is near."""
    lower = {name.lower(): name for name in known}
    near = difflib.get_close_matches(word.lower()[:80], lower, n=3, cutoff=0.6)
    return f" (nearest: {', '.join(lower[n] for n in near)})" if near else ""


def _words(given: Mapping[str, object], key: str, longest: int) -> str:
    value = given.get(key, "")
    if isinstance(value, list | Mapping | bool):
        raise InputError(f"{key}: plain words are wanted")
    words = " ".join(str(value).split())
    if len(words) > longest:
        raise InputError(f"{key}: {len(words):,} letters; at most {longest:,}")
    if any(not letter.isprintable() for letter in words):
        raise InputError(f"{key}: a letter that cannot be printed")
    return words


def _date(value: object) -> np.datetime64 | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        value = value.date()
    text = value.isoformat() if isinstance(value, date) else str(value)
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return np.datetime64(text, "D")
    except ValueError:
        raise InputError(f"date: {text[:40]!r} is no day such as 2027-03-25") from None


def _state(value: object, key: str) -> str:
    text = " ".join(str(value).split())
    code = text.upper() if text.upper() in members() else iso3_of_name(text)
    if code not in members():
        near = _nearest(text, load_states().name)
        raise InputError(f"{key}: {text[:60]!r} is no member state{near}")
    return code


def _item(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= ITEMS:
        raise InputError(f"item: {str(value)[:40]!r} is no item of the agenda, 1 to {ITEMS}")
    return value


def _one_of(given: Mapping[str, object], key: str, known: Collection[str]) -> str:
    value = str(given.get(key, ""))
    if value and value not in known:
        raise InputError(f"{key}: {value[:40]!r} is none of {', '.join(known)}")
    return value


def _orientation(value: object) -> int | None:
    if value is None:
        return None
    if isinstance(value, str) and value in ORIENTATIONS:
        return ORIENTATIONS[value]
    if isinstance(value, bool) or not isinstance(value, int) or value not in (-1, 0, 1):
        words = ", ".join(f"{word} ({number})" for word, number in ORIENTATIONS.items())
        raise InputError(f"orientation: {str(value)[:40]!r} is none of {words}")
    return value


def _check_order(drafts: list[Draft], where: str) -> None:
    known = [(n, draft.date) for n, draft in enumerate(drafts) if draft.date is not None]
    for (a, earlier), (b, later) in pairwise(known):
        if later < earlier:
            raise InputError(
                f"{where}, draft {b + 1}: dated {later}, before draft {a + 1} ({earlier}); list "
                "drafts in the order of the vote"
            )
    symbols = [draft.symbol for draft in drafts if draft.symbol]
    for symbol in symbols:
        if symbols.count(symbol) > 1:
            raise InputError(f"{where}: two drafts with the symbol {symbol}")
