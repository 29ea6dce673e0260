"""One state: what pulls it on this ballot, how its vote follows, its record, its real votes."""

from __future__ import annotations

from sim.council.line import NO_LINE
from sim.levers import AFFILIATED
from sim.page.chance_seats import chance_bar
from sim.page.drawing import VOTE_WORDS, group_words
from sim.page.markup import Markup, button, exact, join, minus, signed, table, tag
from sim.page.odds import Odds
from sim.page.pulls import PULLS
from sim.page.run import Mind, leaves_the_line, recorded_line
from sim.page.watching import Watching
from sim.world import ABSENT, ABSTAIN, NO, YES

DONOR_WORDS = {"usa": "United States", "eu": "European Union", "japan": "Japan",
               "gulf": "Gulf states", "other_dac": "other DAC", "china": "China",
               "russia": "Russia"}  # fmt: skip
LEFT, MIDDLE, RIGHT, ROW = 214.0, 340.0, 466.0, 21.0
SERIES_SHOWN = 8
SMALLEST = 0.005  # of the pulls that have a bar of their own


def mind_panel(watching: Watching, odds: Odds | None) -> Markup:
    """The state that is looked at, or how to choose one."""
    world, i = watching.world, watching.chosen_index()
    _, room = watching.room()
    states = world.states
    names = sorted(states.name[k] for k in room)
    pick = tag(
        "label", "Find a state ",
        tag("input", type="search", id="state", data_do="choose", list="states", value="",
            placeholder="a name or code", autocomplete="off"),
        tag("datalist", [tag("option", value=name) for name in names], id="states"),
        class_="find",
    )  # fmt: skip
    if i is None:
        words = "Click a seat, or type a name, to see what pulls a state and how it votes."
        return tag("article", tag("h2", "A state"), pick, tag("p", words, class_="quiet"),
                   id="mind", class_="card")  # fmt: skip
    floor = watching.floor
    mind = floor.minds.get(i) if floor else None
    role = "organiser of the group" if states.organiser[i] else (
        "affiliate of the group" if states.affiliation[i] >= AFFILIATED else "not of the group"
    )  # fmt: skip
    facts = f"{group_words(states, i)} group, {role}, Freedom House {100 * states.freedom[i]:.0f}"
    body: list[object] = [tag("p", f"{facts}.", class_="quiet")]
    if floor is None:
        body.append(tag("p", "It has not been asked anything yet."))
    elif mind is None:
        body.append(tag("p", "It is not in the room."))
    elif watching.show == "chances":
        chances = odds.of_seat(floor.ballot, i) if odds else None
        if chances:
            body.append(tag("h3", "Its vote on this text"))
            body.append(chance_bar(chances))
        body.append(_pulls(mind))
        body.append(
            tag(
                "p",
                f"The pulls are those of run {watching.replicate}; others differ a "
                "little. One run shows how a vote follows from them.",
                class_="quiet",
            )
        )
    else:
        body += [_pulls(mind), _how_it_follows(mind, floor.line, floor.taken)]
    body += [_record(watching, i) if watching.show == "run" else None, _series(watching, i)]
    return tag(
        "article",
        tag("h2", states.name[i], button("Close", "choose", states.iso3[i], class_="small")),
        pick, body, id="mind", class_="card", data_state=states.iso3[i],
    )  # fmt: skip


def _pulls(mind: Mind) -> Markup:
    """Bars that add up to the leaning; what is too small to see is one bar together."""
    parts: list[tuple[str, float, bool]] = []
    for name, pull in mind.pulls.parts.items():
        if abs(pull) < SMALLEST:
            continue
        parts.append((PULLS[name], pull, False))
        if name == "donors":
            donors = mind.pulls.donors.items()
            parts += [(DONOR_WORDS[d], part, True) for d, part in donors if abs(part) >= SMALLEST]
    small = [pull for pull in mind.pulls.parts.values() if 0.0 < abs(pull) < SMALLEST]
    if small:
        parts.append(("Others, all very small", sum(small), False))
    largest = max([abs(pull) for _, pull, _ in parts] + [abs(mind.leaning), 0.5])
    scale = (RIGHT - MIDDLE) / largest
    rows = [
        _bar(n, words, pull, scale, "inner" if inner else ("yes" if pull > 0 else "no"))
        for n, (words, pull, inner) in enumerate(parts)
    ]
    rows.append(_bar(len(parts) + 0.4, "Leaning: the sum", mind.leaning, scale, "sum"))
    height = (len(parts) + 1.9) * ROW + 14
    said = [f"{words} {pull:+.2f}" for words, pull, inner in parts if not inner]
    label = "; ".join([*said, f"leaning {mind.leaning:+.2f}"])
    return tag(
        "figure",
        tag("figcaption", "What pulls it: to no (left) or to yes (right), in logits"),
        tag(
            "svg",
            tag("line", x1=MIDDLE, x2=MIDDLE, y1=2, y2=height - 4, class_="axis"),
            rows,
            viewBox=f"0 0 520 {height:.0f}", class_="pulls", role="img",
            aria_label=label,
        ),
    )  # fmt: skip


def _bar(n: float, words: str, pull: float, scale: float, kind: str) -> Markup:
    y, width = 4 + n * ROW, abs(pull) * scale
    inner = kind == "inner"
    return tag(
        "g",
        tag("text", words, x=LEFT - 4, y=y + 14, class_="name"),
        tag("rect", x=f"{MIDDLE - (width if pull < 0 else 0):.2f}", y=y + (5 if inner else 2),
            width=f"{width:.2f}", height=8 if inner else 15, class_="pull"),
        tag("text", signed(pull, 2), x=518, y=y + 14, class_="figure"),
        class_=f"row {kind}", data_pull=exact(pull),
    )  # fmt: skip


def _how_it_follows(mind: Mind, line: int, taken: bool) -> Markup:
    """Leaning, chance and the two cuts on one line, and the same in words."""
    if not mind.sits:
        return tag("p", "It has no seat: it speaks in the corridors and does not vote.")
    if mind.vote == ABSENT:
        return tag("p", "It was not in the room when the vote was taken.")
    latent = mind.leaning + mind.chance
    reach = 1.1 * max(abs(latent), abs(mind.leaning), mind.cut_no, mind.cut_yes, 1.0)

    def at(value: float) -> float:
        return 260 + 250 * max(-reach, min(value, reach)) / reach

    zones = [("no", -reach, -mind.cut_no), ("abstain", -mind.cut_no, mind.cut_yes),
             ("yes", mind.cut_yes, reach)]  # fmt: skip
    drawing = tag(
        "svg",
        [
            join(
                tag("rect", x=f"{at(low):.1f}", y=20, width=f"{at(high) - at(low):.1f}", height=16,
                    class_=f"zone {name}"),
                tag("text", name, x=f"{(at(low) + at(high)) / 2:.1f}", y=52, class_="quiet"),
            )
            for name, low, high in zones
        ],
        tag("circle", cx=f"{at(mind.leaning):.1f}", cy=28, r=6, class_="leaning"),
        tag("polygon", points="0,-9 9,0 0,9 -9,0", class_="latent",
            transform=f"translate({at(latent):.1f},28)"),
        viewBox="0 6 520 52", class_="strip", role="img",
        aria_label=f"leaning {mind.leaning:.2f}, with chance {latent:.2f}",
    )  # fmt: skip
    vote = VOTE_WORDS.get(mind.vote, "does not vote")
    words = (
        f"Leaning {mind.leaning:+.2f} and chance {mind.chance:+.2f} make {latent:+.2f}. "
        f"Below {-mind.cut_no:+.2f} it votes no, above {mind.cut_yes:+.2f} yes, in between it "
        "abstains"
    )
    if line in (YES, NO) and mind.affiliation:
        words += "; the cut against the group's line is the further, the closer its tie"
    said = f"It {'votes ' if mind.vote != ABSTAIN else ''}{vote}."
    off = " That is off the group's line." if leaves_the_line(mind.vote, line) else ""
    if not taken:
        said, off = "A motion kept the text from the vote.", ""
    caption = tag("figcaption", "How its vote follows (dot: leaning; diamond: with chance)")
    return tag("figure", caption, drawing, tag("p", minus(f"{words}. "), tag("strong", said), off))


def _record(watching: Watching, i: int) -> Markup:
    """Its votes in this run so far, and its real votes on the same texts."""
    world, rows = watching.world, []
    mine: list[int] = []
    real: list[int] = []
    left = left_really = 0
    for floor in watching.seen():
        mind = floor.minds.get(i)
        if mind is None or not mind.sits or not floor.taken:
            continue
        recorded = world.agenda.recorded[floor.ballot]
        mine.append(mind.vote)
        real.append(int(recorded[i]))
        left += leaves_the_line(mind.vote, floor.line)
        line = recorded_line(recorded, world.states.organiser)
        left_really += leaves_the_line(int(recorded[i]), line)
    if not mine:
        return tag("p", "It has cast no vote in this run yet.", class_="quiet")
    for words, votes, off in (("In this run", mine, left), ("In fact", real, left_really)):
        rows.append([words, *(votes.count(v) for v in (YES, ABSTAIN, NO, ABSENT)), off])
    tie = float(world.memory.affiliation[i])
    last = watching.floor
    now = last.minds[i].affiliation if last and i in last.minds else tie
    return join(
        tag("h3", "Its record so far"),
        table(["", "yes", "abstain", "no", "absent", "off the line"], rows),
        tag("p", f"Tie to the group: {tie:.2f} on the first day, {now:.2f} now.", class_="quiet"),
    )


def _series(watching: Watching, i: int) -> Markup | None:
    """Its real votes on the text on the floor and its predecessors, beside those of the run."""
    floor = watching.floor
    if floor is None:
        return None
    agenda = watching.world.agenda
    series, seen = agenda.series[floor.ballot], {f.ballot: f for f in watching.seen()}
    one = watching.show == "run"
    rows: list[list[object]] = []
    for b, other in seen.items():
        if agenda.series[b] != series or not agenda.sits[b, i]:
            continue
        mind = other.minds.get(i)
        here = mind.vote if mind and other.taken else NO_LINE
        real = int(agenda.recorded[b, i])
        row: list[object] = [f"{agenda.date[b]}", agenda.title[b], _word(here), _word(real)]
        rows.append(row if one else [*row[:2], row[3]])
    if not rows:
        return tag("p", "It had no seat when this text or its predecessors were voted.",
                   class_="quiet")  # fmt: skip
    return join(
        tag("h3", "Its votes on this text and its predecessors"),
        table(["date", "text", *(["in this run"] if one else []), "in fact"],
              rows[::-1][:SERIES_SHOWN]),
    )  # fmt: skip


def _word(vote: int) -> Markup:
    words = {YES: "yes", ABSTAIN: "abstain", NO: "no", ABSENT: "absent"}.get(vote, "\N{EN DASH}")
    return tag("span", words, class_=f"vote-word {words}" if vote <= YES else "vote-word")
