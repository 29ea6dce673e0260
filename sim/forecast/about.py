"""What a draft is about, where its author does not say: series, kind, target, direction, sponsors.

Nothing is chosen in silence. ``Text.basis`` says of each fact where it comes from; where a title
could be of several series, the author is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.data.coming_sessions import Session, sessions_of
from sim.data.loaders.catalogued_sponsors import direction
from sim.data.loaders.texts import by_words, slug
from sim.data.public_votes import SESSION, session_of
from sim.data.series import recognise, usual_sponsors
from sim.data.states import load_states
from sim.errors import InputError
from sim.forecast.alike import SURE, UNCLEAR
from sim.forecast.draft import Draft
from sim.forecast.earlier import Earlier, Facts
from sim.world import AMENDMENT, COUNTRY, KINDS, PALESTINE, THEMATIC

AMENDMENT_TO = re.compile(r"^amendment( to)?:? +", re.IGNORECASE)
NEW = "new"  # as a series: the draft renews nothing
TECHNICAL = 10  # the item of the agenda on technical assistance
SITUATIONS, PALESTINIAN = 4, 7  # items on situations that need attention, and on Palestine


@dataclass(frozen=True)
class Text:
    """A draft with everything that the rule needs to know of it."""

    name: str
    title: str
    symbol: str
    date: np.datetime64
    session: str
    kind: str  # of KINDS
    parent: str  # kind of the text itself, or of the one that it would amend
    series: str
    target: str  # ISO 3166 alpha-3, "" for themes
    pen: str  # of PENS
    orientation: int
    sponsors: str  # as ``sim.data.sponsors`` writes them
    amended: str  # sponsors of the text that it would amend
    is_new: bool  # nothing of its series has been voted on
    asked: float  # chance that somebody asks for a vote
    basis: dict[str, str]  # of each fact: where it comes from


def work_out(drafts: Sequence[Draft], earlier: Earlier, today: np.datetime64) -> list[Text]:
    """Every draft as a text; drafts may amend others of the list.

    Parameters
    ----------
    today : the day from which a draft without a date comes to the next vote

    Raises
    ------
    InputError
        For a draft whose series is unclear, an amendment to nothing, or facts that contradict
        each other.
    """
    found: list[Text] = []
    for draft in drafts:
        try:
            amended = _amended(draft, drafts, found, earlier, today) if draft.amends else None
            found.append(_text(draft, amended, earlier, today, found))
        except InputError as error:
            raise InputError(f"{draft.name}: {error}") from None
    return found


def _text(
    draft: Draft, amended: Text | None, earlier: Earlier, today: np.datetime64, before: list[Text]
) -> Text:
    basis: dict[str, str] = {}
    date, session = _day(draft, amended, today, before, basis)
    if amended is not None:
        return _amendment(draft, amended, date, session, basis)
    if draft.kind == "amendment":
        raise InputError("kind: amendment, but amends: does not say of which text")
    series, facts = _series(draft, earlier, date, basis)
    kind, target, pen, orientation = facts
    kind, target = _kind(draft, kind, target, basis)
    known = series in earlier.facts
    sponsors = draft.sponsors
    if sponsors is not None:
        basis["sponsors"] = "given"
        if not known:
            pen, side = direction(sponsors, load_states())
            if side or kind != "country":
                orientation = side
                basis["orientation"] = "from who tables it"
    else:
        sponsors = usual_sponsors(series)
        basis["sponsors"] = "the usual ones of the series" if sponsors else "nobody is known"
    orientation = _direction(draft, kind, orientation, basis)
    is_new = series not in earlier.voted
    asked, basis["asked"] = earlier.chance_of_a_vote(series, kind)
    return Text(
        draft.name, draft.title, draft.symbol, date, session, kind, kind, series, target, pen,
        orientation, sponsors, "", is_new, asked, basis,
    )  # fmt: skip


def _series(
    draft: Draft, earlier: Earlier, date: np.datetime64, basis: dict[str, str]
) -> tuple[str, Facts]:
    """The series that a draft renews, and its facts; a series of its own where it is new."""
    year = int(str(date)[:4])
    if draft.series == NEW:
        basis["series"] = "given: new"
        return _own_series(draft, year)
    if draft.series:
        if draft.series not in earlier.facts:
            near = earlier.titles.nearest(draft.series.replace("-", " "))
            names = ", ".join(one.series for one in near)
            raise InputError(
                f"series: {draft.series[:60]!r} is not known (nearest: {names}); {NEW!r} if the "
                "draft renews nothing"
            )
        basis["series"] = "given"
        return draft.series, earlier.facts[draft.series]
    for words, where in ((draft.title, "the title"), (draft.theme, "the theme")):
        series, kind, target, pen, orientation = recognise(pd.Series([words])).loc[0]
        if words and kind:
            basis["series"] = f"from {where}"
            return series, (kind, target, pen, int(orientation))
    near = earlier.titles.nearest(f"{draft.title} {draft.theme}")
    if near and near[0].cosine >= SURE:
        basis["series"] = f"most like {near[0].title[:80]!r} ({near[0].cosine:.2f} of 1)"
        return near[0].series, earlier.facts[near[0].series]
    if near and near[0].cosine >= UNCLEAR and not draft.text:
        guesses = "; ".join(f"{one.series} ({one.title[:60]!r})" for one in near)
        raise InputError(
            f"unclear which series it renews. Say series: with one of {guesses}; or series: {NEW}"
        )
    basis["series"] = "new: no earlier title is like it"
    return _own_series(draft, year)


def _own_series(draft: Draft, year: int) -> tuple[str, Facts]:
    series, kind, target, pen, orientation = by_words(f"{draft.title} {draft.theme}", "", year)
    return f"new-{series or slug(draft.title)}", (kind, target, pen, orientation)


def _kind(draft: Draft, kind: str, target: str, basis: dict[str, str]) -> tuple[str, str]:
    of_item = {SITUATIONS: KINDS[COUNTRY], PALESTINIAN: KINDS[PALESTINE]}.get(draft.item or 0, "")
    basis["kind"] = basis["target"] = "from the series or the title"
    if of_item:
        kind, basis["kind"] = of_item, f"from item {draft.item}"
    if draft.kind:
        kind, basis["kind"] = draft.kind, "given"
    if draft.target:
        target, basis["target"] = draft.target, "given"
        if kind == KINDS[THEMATIC] and not draft.kind:
            kind, basis["kind"] = KINDS[COUNTRY], "it has a target"
    if kind == KINDS[PALESTINE]:
        target = target or "ISR"
    if kind == KINDS[COUNTRY] and not target:
        raise InputError("a text on a country, but which? Say target: with its name or code")
    if kind == KINDS[THEMATIC]:
        target = ""
    return kind, target


def _direction(draft: Draft, kind: str, orientation: int, basis: dict[str, str]) -> int:
    basis.setdefault("orientation", "from the series or the words of the title")
    if draft.item == TECHNICAL:
        orientation, basis["orientation"] = 0, f"from item {TECHNICAL}, technical assistance"
    if draft.orientation is not None:
        orientation, basis["orientation"] = draft.orientation, "given"
    if kind == KINDS[PALESTINE]:
        orientation = -1
    return orientation


def _amended(
    draft: Draft, drafts: Sequence[Draft], found: list[Text], earlier: Earlier, today: np.datetime64
) -> Text:
    """The text that an amendment would change: another draft, or a text that comes up again."""
    title = AMENDMENT_TO.sub("", draft.amends)
    named = [o for o in drafts if o is not draft and draft.amends in (o.symbol, o.title)]
    for other in named:
        if not other.amends:
            known = next((text for text in found if text.name == other.name), None)
            return known or _text(other, None, earlier, today, [])
    if named and title == draft.amends:
        raise InputError(f"amends {draft.amends[:60]!r}, itself an amendment")
    near = earlier.titles.nearest(title, 1)
    sorted_out = bool(recognise(pd.Series([title])).kind[0])
    if not sorted_out and not (near and near[0].cosine >= SURE):
        raise InputError(
            f"amends {draft.amends[:60]!r}, which is no other draft and the title of no known text"
        )
    whole = Draft(title=title, date=draft.date)
    return _text(whole, None, earlier, today, found)


def _amendment(
    draft: Draft, text: Text, date: np.datetime64, session: str, basis: dict[str, str]
) -> Text:
    sponsors = draft.sponsors or ""
    basis["sponsors"] = "given" if sponsors else "nobody is known"
    orientation, how = -1, "assumed hostile, as most are; sponsors or orientation would tell"
    if sponsors:
        side = direction(sponsors, load_states())[1]
        orientation, how = (1 if side > 0 else -1), "from who tables it"
    if draft.orientation is not None:
        if not draft.orientation:
            raise InputError("orientation: 0, but an amendment is hostile (-1) or friendly (1)")
        orientation, how = draft.orientation, "given"
    basis |= {
        "asked": "an amendment that is not withdrawn is voted on",
        "orientation": how,
        "series": f"that of {text.name[:60]}",
        "kind": "it amends",
        "target": f"that of {text.name[:60]}",
    }
    return Text(
        draft.name, draft.title, draft.symbol, date, session, KINDS[AMENDMENT], text.kind,
        text.series, text.target, "west" if orientation > 0 else "lmg", orientation, sponsors,
        text.sponsors, text.is_new, 1.0, basis,
    )  # fmt: skip


def _day(
    draft: Draft, amended: Text | None, today: np.datetime64, before: list[Text],
    basis: dict[str, str],
) -> tuple[np.datetime64, str]:  # fmt: skip
    """The day of the vote, and the session it falls in."""
    if draft.date is not None:
        date, basis["date"] = draft.date, "given"
    elif amended is not None:
        date, basis["date"] = amended.date, "that of the text"
    elif before:
        date, basis["date"] = before[-1].date, "that of the draft before it"
    else:
        date = _regular_session(today).days[1]
        basis["date"] = "the next voting day, as assumed"
    return date, _session(draft.symbol, date)


def _session(symbol: str, date: np.datetime64) -> str:
    if SESSION.search(symbol):
        return session_of(symbol)
    return _regular_session(
        date - np.timedelta64(14, "D")
    ).name  # votes may come later than assumed


def _regular_session(day: np.datetime64) -> Session:
    """The first regular session that ends on a day or after it."""
    year = int(str(day)[:4])
    coming = [s for y in (year, year + 1) for s in sessions_of(y) if not s.special]
    return next(s for s in coming if s.days[1] >= day)
