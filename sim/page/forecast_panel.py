"""Forecast: a draft, the room as it fills, whose vote matters, and two versions side by side."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.data.sponsors import LABELS
from sim.data.states import load_states, read_table
from sim.forecast.count import Count
from sim.page.ballot_panel import tally_bar
from sim.page.chance_seats import ChanceSeat, draw_chance_seat
from sim.page.drawing import CORNERS, framed, legend, rostrum
from sim.page.forecasting import Counted, Forecasting, known_titles
from sim.page.markup import Markup, button, choice, exact, join, signed, table, tag
from sim.page.member_panel import member_panel
from sim.page.places import hemicycle
from sim.reports.forecast import LIMITS, track_words

ITEMS = {"": "not said", "1": "1 Organisation", "2": "2 Reports of the High Commissioner",
         "3": "3 All human rights", "4": "4 Situations that need attention",
         "5": "5 Bodies and mechanisms", "6": "6 Universal Periodic Review", "7": "7 Palestine",
         "8": "8 Vienna Declaration", "9": "9 Racism", "10": "10 Technical assistance"}  # fmt: skip
LABEL_WORDS = {"EU": "European Union", "OIC": "Organisation of Islamic Cooperation"}
HINGES = 6  # members whose vote matters most
SEEN = 0.005  # change of the chance of adoption from which on it is worth showing


def forecast_panel(forecasting: Forecasting) -> Markup:
    """The whole part of the page."""
    found = forecasting.found
    return tag(
        "section",
        _form(forecasting),
        _answer(forecasting, found) if found else _waiting(forecasting),
        id="forecast", role="tabpanel", aria_labelledby="tab-forecast", data_settles=True,
    )  # fmt: skip


def _form(forecasting: Forecasting) -> Markup:
    draft = forecasting.draft

    def typed(key: str, words: str, value: str, hint: str, **more: object) -> Markup:
        return tag("label", words, " ", tag(
            "input", type="search", id=f"draft-{key}", value=value, placeholder=hint,
            autocomplete="off", data_do="draft", data_on=key, **more,
        ), class_="wide")  # fmt: skip

    day = str(draft.date) if draft and draft.date is not None else ""
    return tag(
        "div",
        tag("div",
            typed("title", "Title", draft.title if draft else "",
                  "such as Situation of human rights in Belarus", list="titles"),
            class_="controls first"),
        tag("div", _sponsors(forecasting), class_="controls"),
        tag("div",
            typed("date", "Day of the vote", day, "the next voting day, or 2026-03-27"),
            tag("label", "Item ", choice("draft", ITEMS, str(draft.item or "") if draft else "",
                                         data_on="item", id="draft-item")),
            typed("target", "On the state", _name(draft.target) if draft else "",
                  "from the title", list="everyone"),
            typed("series", "Renews", draft.series if draft else "",
                  "from the title; new if it renews nothing"),
            class_="controls"),
        tag("datalist", [tag("option", value=title) for title in known_titles()], id="titles"),
        tag("datalist", [tag("option", value=name)
                         for name in [*LABEL_WORDS.values(), *sorted(load_states().name)]],
            id="everyone"),
        class_="card",
    )  # fmt: skip


def _sponsors(forecasting: Forecasting) -> Markup:
    found = forecasting.found
    text = found.forecast.texts[0] if found else None
    codes = (text.sponsors if text else (forecasting.draft and forecasting.draft.sponsors)) or ""
    chips = [
        tag("li", _name(code), button("\N{MULTIPLICATION SIGN}", "unsponsor", code, class_="drop",
                                      aria_label=f"Take out {_name(code)}"))
        for code in codes.split()
    ]  # fmt: skip
    basis = text.basis.get("sponsors", "") if text else ""
    return join(
        tag("label", "Sponsors ",
            tag("input", type="search", id="sponsor", value="", list="everyone",
                placeholder="add a state or a group", autocomplete="off", data_do="sponsor"),
            class_="wide"),
        tag("ul", chips, class_="chips", id="sponsors") if chips else None,
        tag("span", basis, class_="quiet") if basis and basis != "given" else None,
    )  # fmt: skip


def _name(code: str) -> str:
    plain = code.lstrip("-")
    states = load_states()
    if plain in LABELS:
        name = LABEL_WORDS.get(plain, plain)
    else:
        name = states.name[states.iso3.index(plain)] if plain in states.iso3 else plain
    return f"not {name}" if code.startswith("-") else name


def _waiting(forecasting: Forecasting) -> Markup:
    worker = forecasting.worker
    if worker.error and forecasting.draft is not None:
        return tag("p", worker.error, class_="problem", role="alert", id="unclear")
    if worker.busy:
        return tag("p", "Counting: 2,000 draws of every vote.", class_="quiet", role="status",
                   id="counting")  # fmt: skip
    return tag(
        "p", "Type the title of a draft: who is with it, who wavers, does it pass, and whose vote "
        "would change that? What you do not say is worked out from earlier texts, and shown.",
        class_="quiet",
    )  # fmt: skip


def _answer(forecasting: Forecasting, found: Counted) -> Markup:
    count, members = forecasting.count(), found.forecast.members
    chosen = members[members.iso3 == forecasting.chosen]
    one = member_panel(next(chosen.itertuples()), forecasting) if len(chosen) else None
    return tag(
        "div",
        tag("div", _room(forecasting, found, count), legend("hemicycle", True),
            class_="stage", data_answer=True),
        tag("div", _headline(forecasting, found, count), one, _versions(forecasting),
            _talk_to(found), _rests_on(found), class_="beside", data_answer=True),
        class_="split", id="counted", data_adopted=exact(count.adopted),
    )  # fmt: skip


def _room(forecasting: Forecasting, found: Counted, count: Count) -> Markup:
    members, states = found.forecast.members, found.forecast.before.states
    places = hemicycle(states, np.array([states.iso3.index(code) for code in members.iso3]))
    seats = []
    for row in members.itertuples():
        at = states.iso3.index(row.iso3)
        held = forecasting.held.get(row.iso3)
        seat = ChanceSeat(row.iso3, states.name[at], chances_of(row, held),
                          bool(states.organiser[at]), f"set to {held}" if held else "",
                          held=bool(held))  # fmt: skip
        seats.append(draw_chance_seat(seat, places[at], row.iso3 == forecasting.chosen, "member"))
    names = ("yes", "abstain", "no")
    spans = [f"{count.low[n, 90]:.0f}\N{EN DASH}{count.high[n, 90]:.0f}" for n in names]
    tallies = tuple((n, f"{count.mean[n]:.0f}") for n in names)
    return framed(CORNERS, rostrum(tallies, spans, adopted_words(count.adopted)), seats,
                  "hemicycle")  # fmt: skip


def chances_of(row: Any, held: str | None) -> tuple[float, float, float, float]:
    """A member's chances of yes, abstain, no and absence; certain where its vote is set."""
    if held:
        yes, abstain, no, absent = (float(held == w) for w in ("yes", "abstain", "no", "absent"))
        return yes, abstain, no, absent
    here = 1 - row.absent
    return row.yes * here, row.abstain * here, row.no * here, row.absent


def adopted_words(chance: float) -> str:
    """A chance of adoption as a count of a hundred, which claims no certainty."""
    if chance > 0.99:
        return "Adopted in more than 99 of 100"
    if chance < 0.01:
        return "Adopted in less than 1 of 100"
    return f"Adopted in {100 * chance:.0f} of 100"


def _headline(forecasting: Forecasting, found: Counted, count: Count) -> Markup:
    text = found.forecast.texts[0]
    as_drawn = float(found.forecast.drafts.adopted.iloc[0])
    moved = count.adopted - as_drawn
    names = [f"{_name(code)} {vote}" for code, vote in forecasting.held.items()]
    tallies = tuple(round(count.mean[name]) for name in ("yes", "abstain", "no"))
    return tag(
        "article",
        tag("p", f"{text.date} \N{MIDDLE DOT} {text.kind} text"
            f"{f' on {_name(text.target)}' if text.target else ''}", class_="quiet"),
        tag("h2", text.title),
        tag("p", tag("strong", adopted_words(count.adopted)), " draws, if it comes to a vote.",
            id="adopted"),
        tag("p", f"With {', '.join(names)}: ",
            tag("strong", f"{signed(100 * moved, 0)} points"), f" (as drawn: "
            f"{adopted_words(as_drawn).removeprefix('Adopted ')}). ",
            button("Let go", "letgo", class_="small"), id="held") if names else None,
        tally_bar("Expected", (tallies[0], tallies[1], tallies[2]), True),
        tag("p", "In 90 of 100 draws: " + ", ".join(
            f"{count.low[n, 90]:.0f} to {count.high[n, 90]:.0f} {n}"
            for n in ("yes", "abstain", "no")) + ".", class_="quiet"),
        tag("p", f"A vote is asked for in {100 * text.asked:.0f} of 100 such cases.",
            class_="quiet"),
        class_="card", id="count",
    )  # fmt: skip


def _versions(forecasting: Forecasting) -> Markup:
    """Two versions of the draft side by side, or the button that keeps the first."""
    beside, kept, found = forecasting.beside(), forecasting.kept, forecasting.found
    if beside is None or kept is None or found is None:
        words = (
            ("Kept. Now change sponsors, item or title: the two versions will stand side by side.")
            if kept
            else "Keep this count, change the draft, and see both."
        )
        return tag("article", tag("p", words, " ", button("Keep to compare", "keep", id="keep",
                                                          disabled=kept is not None)),
                   class_="card", id="versions")  # fmt: skip
    rows: list[list[object]] = []
    for row in beside.itertuples():
        share = row.outcome == "adopted"
        form, unit = ("{:.0f}", " of 100") if share else ("{:.1f}", "")
        scale = 100 if share else 1
        rows.append([
            str(row.outcome), form.format(scale * row.first) + unit,
            tag("strong", form.format(scale * row.second) + unit),
            signed(scale * row.difference, 0 if share else 1),
        ])  # fmt: skip
    return tag(
        "article",
        tag("h3", "Two versions, under the same luck"),
        table(["", "first", "this one", "change"], rows, id="differences"),
        tag("p", f"First: {kept.name}. ", button("Stop comparing", "letgo", class_="small"),
            class_="quiet"),
        class_="card", id="versions",
    )  # fmt: skip


def _talk_to(found: Counted) -> Markup:
    """Who wavers, and whose vote matters."""
    members = found.forecast.members
    waver = members[members.wavers == 1].sort_values("name")
    moves = members[["adoption_if_up", "adoption_if_down"]].abs().max(axis=1)
    order = members.assign(moves=moves).sort_values(["moves", "iso3"], ascending=[False, True])
    hinges = order[order.moves >= SEEN].head(HINGES)
    rows: list[list[object]] = [
        [button(name, "member", iso3, class_="link"), _points(up), _points(down)]
        for name, iso3, up, down in zip(hinges.name, hinges.iso3, hinges.adoption_if_up,
                                        hinges.adoption_if_down, strict=True)
    ]  # fmt: skip
    names: list[object] = [
        button(name, "member", iso3, class_="link")
        for name, iso3 in zip(waver.name, waver.iso3, strict=True)
    ]
    return tag(
        "article",
        tag("h3", "Whose vote matters"),
        table(["", "a step to yes", "a step to no"], rows) if rows
        else tag("p", "No single vote changes whether it is adopted."),
        tag("p", "Points of a hundred in the chance of adoption, if that member alone moves one "
            "step.", class_="quiet") if rows else None,
        tag("h3", f"Who wavers: {len(names)}"),
        tag("p", [join(name, " ") for name in names] or "Nobody.", class_="names"),
        class_="card", id="hinges",
    )  # fmt: skip


def _points(share: float) -> str:
    return signed(100 * share, 0)


def _rests_on(found: Counted) -> Markup:
    text, drafts = found.forecast.texts[0], found.forecast.drafts
    facts = [
        [words, str(getattr(text, fact)) or "none", text.basis.get(fact, "")]
        for fact, words in (("series", "renews"), ("kind", "kind"), ("target", "on"),
                            ("date", "day"), ("sponsors", "sponsors"))
    ]  # fmt: skip
    track = track_words(drafts, read_table("forecast_record.csv"))
    return tag(
        "article",
        tag("h3", "What it rests on"),
        table(["", "taken as", "from"], facts),  # type: ignore[arg-type]
        [tag("p", line) for line in track],
        tag("details", tag("summary", "What a count is for, and what not"),
            [tag("p", line) for line in LIMITS]),
        class_="card",
    )  # fmt: skip
