"""The ballot on the floor: what it is, its chances or what came of it, and how the run stands."""

from __future__ import annotations

from sim.council.line import NO_LINE
from sim.data.drafts import draft_names, drafts_of
from sim.data.record.in_force import by_record
from sim.data.states import read_table
from sim.levers import followers
from sim.page.drawing import LINE_WORDS
from sim.page.markup import Markup, join, tag
from sim.page.odds import Odds
from sim.page.run import Floor, leaves_the_line
from sim.page.watching import Watching
from sim.world import ABSENT, ABSTAIN, COUNTRY, KINDS, NO, PENS, YES, Agenda

KIND_WORDS = dict(zip(KINDS, ("Country text", "Thematic text", "Text on Palestine", "Amendment"),
                      strict=True))  # fmt: skip
PEN_WORDS = dict(zip(PENS, ("Western states", "the Like-Minded Group", "a group of the South",
                            "states of several regions"), strict=True))  # fmt: skip


@by_record
def _sponsors() -> dict[str, tuple[str, str]]:
    """Sponsors of every text by its id, and where they are from."""
    found = {}
    table = read_table("rollcalls.csv")
    for row in zip(table.id, table.sponsors, table.sponsors_basis, strict=True):
        found[row[0]] = row[1], row[2]
    drafts = drafts_of(draft_names())
    return found | {i: (s, "record") for i, s in zip(drafts.id, drafts.sponsors, strict=True)}


def sponsor_words(agenda: Agenda, b: int) -> str:
    """Who brings a text, as far as it is known."""
    names, basis = _sponsors().get(agenda.id[b], ("", ""))
    pen = PEN_WORDS[PENS[int(agenda.pen[b])]]
    if not names:
        return f"not known; texts of this series are brought by {pen}"
    listed = ", ".join(names.split())
    return f"{listed} ({pen}{'; usual sponsors of the series' if basis == 'series' else ''})"


def ballot_panel(watching: Watching, odds: Odds | None) -> Markup:
    """The ballot on the floor: its chances or, of one run, its outcome and how the run stands."""
    world, floor = watching.world, watching.floor
    if floor is None:
        return tag(
            "article",
            tag("h2", "Before the first ballot"),
            tag("p", f"{world.title or 'The Council'}: {watching.total} ballots come up. Press "
                "Step for the first, or Play. Choose a state to see what pulls it."),
            id="ballot", class_="card",
        )  # fmt: skip
    agenda, b = world.agenda, floor.ballot
    kind = KIND_WORDS[KINDS[int(agenda.kind[b])]]
    target = int(agenda.target[b])
    about = f" on {world.states.name[target]}" if target >= 0 and agenda.kind[b] == COUNTRY else ""
    special = ", special session" if agenda.special[b] else ""
    return tag(
        "article",
        tag("p", f"{agenda.date[b]}, session {agenda.session_name[int(agenda.session[b])]}{special}"
            f" · {agenda.symbol[b]}", class_="quiet"),
        tag("h2", agenda.title[b] or agenda.symbol[b]),
        tag("p", f"{kind}{about}. Sponsors: {sponsor_words(agenda, b)}."),
        _chances(odds, b) if watching.show == "chances" else _in_this_run(watching, floor),
        _real_tally(agenda, b),
        tag("p", _so_far(watching), class_="quiet") if watching.show == "run" else None,
        id="ballot", class_="card", aria_live="off" if watching.playing else "polite",
    )  # fmt: skip


def adopted_words(odds: Odds, b: int) -> str:
    """How often a text was adopted, where it came to a vote: Adopted in 92 of 100 runs."""
    taken, adopted = int(odds.taken[b]), int(odds.adopted[b])
    if not taken:
        return f"Voted on in none of {odds.runs} runs"
    return f"Adopted in {adopted} of {taken} runs"


def _chances(odds: Odds | None, b: int) -> Markup:
    if odds is None:
        return tag("p", "The chances are being counted.", class_="quiet", role="status")
    if not odds.taken[b]:
        return tag("p", tag("strong", adopted_words(odds, b)), ".", id="odds")
    mean, low, high = (table[b] for table in (odds.mean, odds.low, odds.high))
    left = odds.runs - int(odds.taken[b])
    span = ", ".join(f"{low[n]:.0f} to {high[n]:.0f} {word}"
                     for n, word in enumerate(("yes", "abstentions", "no")))  # fmt: skip
    margin = mean[0] - mean[2]
    counts = tuple(round(float(value)) for value in mean)
    return join(
        tag("p", tag("strong", adopted_words(odds, b)), f", by {abs(margin):.0f} votes on average"
            f"{' for' if margin > 0 else ' against'}.", id="odds",
            data_adopted=int(odds.adopted[b]), data_taken=int(odds.taken[b])),
        tally_bar("Expected", (counts[0], counts[1], counts[2]), True),
        tag("p", f"In 90 of 100 runs: {span}."
            + (f" In {left} of {odds.runs} runs it does not come to a vote." if left else ""),
            class_="quiet"),
    )  # fmt: skip


def _in_this_run(watching: Watching, floor: Floor) -> Markup:
    return join(
        tally_bar("In this run", floor.tally, floor.taken),
        tag("p", _outcome(watching, floor)),
    )


def tally_bar(words: str, tally: tuple[int, int, int], taken: bool) -> Markup:
    """Yes, abstain and no as one bar, with the numbers in it."""
    if not taken:
        return tag("p", f"{words}: a motion kept the text from the vote.")
    parts = [
        tag("span", f"{count} {word}", class_=f"part {word}", style=f"flex:{count}")
        for count, word in zip(tally, ("yes", "abstain", "no"), strict=True)
        if count
    ]
    label = f"{words}: {tally[0]} yes, {tally[1]} abstain, {tally[2]} no"
    bar = tag("div", parts, class_="bar", role="img", aria_label=label)
    return tag("div", tag("span", words, class_="what"), bar, class_="tally")


def _real_tally(agenda: Agenda, b: int) -> Markup | None:
    recorded = agenda.recorded[b]
    counts = [int((recorded == vote).sum()) for vote in (YES, ABSTAIN, NO)]
    if not sum(counts):
        return tag("p", "Nobody's real vote on this text is recorded.", class_="quiet")
    return tally_bar("In fact", (counts[0], counts[1], counts[2]), True)


def _outcome(watching: Watching, floor: Floor) -> Markup:
    states = watching.world.states
    may_leave = followers(states)
    left = [
        states.name[i]
        for i, mind in floor.minds.items()
        if mind.sits and may_leave[i] and leaves_the_line(mind.vote, floor.line)
    ]
    result = "Adopted" if floor.adopted else "Rejected"
    if not floor.taken:
        result = "Not put to the vote"
    line = LINE_WORDS[floor.line]
    away = sum(mind.vote == ABSENT for mind in floor.minds.values())
    return join(
        tag("strong", result),
        f". The group's line: {line}. ",
        f"Off the line: {', '.join(left)}. " if left else "Nobody leaves the line. ",
        f"{away} absent." if away else None,
    )


def _so_far(watching: Watching) -> str:
    states, seen = watching.world.states, watching.seen()
    affiliate = followers(states)
    soft = hard = chances = 0
    for floor in seen:
        if floor.line == NO_LINE or not floor.taken:
            continue
        for i, mind in floor.minds.items():
            if affiliate[i] and mind.sits and mind.vote <= YES:
                chances += 1
                off = leaves_the_line(mind.vote, floor.line)
                soft, hard = soft + (off and mind.vote == 0), hard + (off and mind.vote != 0)
    adopted = sum(floor.adopted for floor in seen)
    return (
        f"So far in this run: {adopted} of {len(seen)} texts adopted; affiliates left the line "
        f"{soft + hard} times on {chances} occasions ({soft} by abstaining, {hard} by voting "
        "against it)."
    )
