"""Watch: the controls of the run, the Council, and the ballot on the floor."""

from __future__ import annotations

from sim.council.line import NO_LINE
from sim.data.drafts import draft_names, drafts_of
from sim.data.record.in_force import by_record
from sim.data.states import read_table
from sim.levers import followers
from sim.page.drawing import LINE_WORDS, draw_council, legend
from sim.page.markup import Markup, button, choice, join, tag
from sim.page.mind_panel import mind_panel
from sim.page.run import Floor, leaves_the_line
from sim.page.watching import ARMS, SPEEDS, VIEWS, Watching
from sim.world import ABSENT, ABSTAIN, COUNTRY, KINDS, NO, PENS, YES, Agenda

KIND_WORDS = dict(zip(KINDS, ("Country text", "Thematic text", "Text on Palestine", "Amendment"),
                      strict=True))  # fmt: skip
PEN_WORDS = dict(zip(PENS, ("Western states", "the Like-Minded Group", "a group of the South",
                            "states of several regions"), strict=True))  # fmt: skip


def watch_panel(watching: Watching) -> Markup:
    """The whole part of the page."""
    world, floor = watching.world, watching.floor
    sits, room = watching.room()
    council = draw_council(world, floor, sits, room, watching.view, watching.chosen_index())
    return tag(
        "section",
        _controls(watching),
        tag(
            "div",
            tag("div", council, legend(watching.view), class_="stage"),
            tag("div", ballot_panel(watching), mind_panel(watching), class_="beside"),
            class_="split",
        ),
        id="watch", role="tabpanel", aria_labelledby="tab-watch",
    )  # fmt: skip


def _controls(watching: Watching) -> Markup:
    playing, at_end = watching.playing, watching.shown >= watching.total
    views = [
        button(
            words, "view", view, aria_pressed=str(view == watching.view).lower(), class_="toggle"
        )
        for view, words in VIEWS.items()
    ]
    return tag(
        "div",
        tag(
            "div",
            button("Back", "step", "back", disabled=watching.shown == 0),
            button("Pause" if playing else "Play", "play", id="play", class_="main"),
            button("Step", "step", id="step", disabled=at_end),
            button("Next day", "step", "day", disabled=at_end),
            button("Reset", "reset", id="reset", disabled=watching.shown == 0),
            class_="buttons",
        ),
        tag("label", "Speed ", choice("speed", SPEEDS, watching.speed, id="speed")),
        tag("div", views, class_="buttons", role="group", aria_label="View"),
        tag("label", "Run ", choice("arm", ARMS, watching.arm, id="arm")),
        tag("label", "Replicate ",
            tag("input", type="number", min=0, max=999999, value=watching.replicate,
                data_do="replicate", id="replicate", class_="short")),
        tag("label", f"Ballot {watching.shown} of {watching.total}",
            tag("input", type="range", min=0, max=watching.total, value=watching.shown,
                data_do="goto", id="goto", aria_label="Ballot"), class_="wide"),
        class_="controls",
    )  # fmt: skip


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


def ballot_panel(watching: Watching) -> Markup:
    """The ballot on the floor, and how the run stands."""
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
        tally_bar("In this run", floor.tally, floor.taken),
        _real_tally(agenda, b),
        tag("p", _outcome(watching, floor)),
        tag("p", _so_far(watching), class_="quiet"),
        id="ballot", class_="card", aria_live="off" if watching.playing else "polite",
    )  # fmt: skip


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
