"""The report: one self-contained page that answers the question for someone who has to decide.

Everything is read from the tables of a results folder; nothing is simulated here. The words
that depend on the numbers are made in this file, those that do not are in the template.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from sim.plots import measures
from sim.plots.grounds import bloc_words, grounds, group_of
from sim.plots.stored import Stored, side_by_side
from sim.plots.words import (
    KIND_WORDS,
    amount,
    chance,
    count,
    listed,
    more,
    pattern_words,
    percent,
    points,
    signed,
    span,
    usd,
)
from sim.reports import standing
from sim.reports.page import environment, figures_in
from sim.reports.run_lead import lead

CLOSE = 2  # standard errors of a mean to the end of an interval that more replicates might cross
TEMPLATE = "report.html.jinja"
MOVES = {"soft": "soft", "hard": "hard", "either": "soft or hard"}


def write_report(folder: Path) -> Path:
    """Write ``folder/report.html`` from the tables and figures beside it.

    Returns
    -------
    Path
        The page; it holds its style and its figures and asks for nothing from outside.
    """
    stored = Stored.open(folder)
    pages = environment(percent=percent, points=points, chance=chance, usd=usd, count=count)
    page = pages.get_template(TEMPLATE).render(context(stored), span=span)
    place = folder / "report.html"
    place.write_text(page, encoding="utf-8")
    return place


def context(stored: Stored) -> dict[str, Any]:
    """Everything the template shows."""
    folder = stored.folder
    origin = stored.origin()
    movers, ballots = stored.table("movers"), stored.table("ballots")
    extra = extra_by_kind(stored.raw("runs"))
    realism, period = stored.table("realism"), _period(ballots)
    return {
        "summary": stored.summary,
        "origin": origin,
        "bloc": bloc_words(origin.get("bloc")),
        "group": group_of(origin),
        "fit": origin.get("fit") or {},
        "figures": figures_in(folder),
        "answer": _answer(stored, extra),
        "caveats": caveats(stored.summary, movers, extra),
        "period": period,
        "ballot_kinds": _ballot_kinds(ballots),
        "defection": defection_rows(stored.table("defection")),
        "extra": extra,
        "movers": movers.to_dict("records"),
        "measures": measure_rows(stored.table("measures")),
        "realism": [
            {**row, "pattern": pattern_words(row["pattern"]), "kind": KIND_WORDS[row["kind"]]}
            for row in realism.to_dict("records")
        ],
        "may_turn": may_turn(realism),
        "levers": lever_rows(stored.table("levers"), stored.table("states")),
        "assumptions": stored.table("assumptions").to_dict("records"),
        "grounds": grounds(origin, assumed_members(stored)),
        "rests": in_words_of_standing(stored),
        "sources": stored.table("sources").to_dict("records"),
        "kind_words": KIND_WORDS,
    }


def assumed_members(stored: Stored) -> list[tuple[str, float]]:
    """Who held a seat that the model filled first: name and share of runs, most often first."""
    states = stored.table("states")
    if "assumed_member" not in states:
        return []
    held = states[states.assumed_member > 0]
    held = held.sort_values(["assumed_member", "iso3"], ascending=[False, True])
    return list(zip(held["name"], held.assumed_member, strict=True))


def may_turn(realism: pd.DataFrame) -> list[str]:
    """Patterns that more replicates might turn: the simulated mean is near an end of the record's.

    Each with how far, in points, that mean may be off.
    """
    if realism.empty:
        return []
    ends = realism[["real_low", "real_high"]].sub(realism.simulated, axis=0).abs().min(axis=1)
    close = realism[ends < CLOSE * realism.error]
    return [f"{row.kind}: {row.pattern} (± {100 * CLOSE * row.error:.1f})"
            for row in close.itertuples()]  # fmt: skip


def in_words_of_standing(stored: Stored) -> list[str]:
    """On what the answer rests: what is measured, bounded, or not known."""
    return standing.in_words(stored.table("standings"), "defections")


def in_words(stored: Stored) -> list[str]:
    """The answer in two plain sentences: who moves most, and how much all of it adds up to."""
    return _answer(stored, extra_by_kind(stored.raw("runs")))


def _answer(stored: Stored, extra: dict[str, Any]) -> list[str]:
    summary, movers = stored.summary, stored.table("movers")
    total = extra["total"]
    if movers.empty:
        return ["No affiliate of the group sat on a ballot in these years, so nobody can move."]
    if extra["unchanged"]:
        pulled = stored.table("levers")
        why = (
            "as it is set it moves no vote of the group in any replicate"
            if len(pulled) and pulled.strength.any()
            else "it pulls no lever"
        )
        paid = f", for about {usd(summary['cost_usd'])}" if summary["cost_usd"] else ""
        return [
            f"The intervention changes nothing: {why}{paid}.",
            f"The group's affiliates depart from its line {total['baseline']:.0f} times.",
        ]
    period = _period(stored.table("ballots"))
    return [*lead(stored), _how_much(summary, total, period), _who_moves(movers)]


def _who_moves(movers: pd.DataFrame) -> str:
    top = movers.iloc[0]
    if top.difference_mean <= 0:
        return "No state leaves the group's line more often with the intervention than without it."
    unsure = ", which includes no change" if top.difference_low <= 0 else ""
    also = [row["name"] for _, row in movers[1:4].iterrows() if row.extra >= 1]
    after, before = percent(top.intervention_mean), percent(top.baseline_mean)
    other = "either way" if after == before else f"instead of {before}"
    return (
        f"{top['name']} moves most: in the model it leaves the group's line on "
        f"{after} of its ballots {other}, "
        f"{points(top.difference_mean)} percentage points (95 % interval "
        f"{span(top.difference_low, top.difference_high)}{unsure})"
        + (f", followed by {listed(also)}." if also else ".")
    )


def _how_much(summary: dict[str, Any], total: dict[str, float], period: str) -> str:
    words = (
        f"On texts of all kinds and amendments together it makes for {more(total['mean'])} "
        f"defections in {period}, against "
        f"{total['baseline']:.0f} without it (95 % interval {signed(total['low'])} to "
        f"{signed(total['high'])}; a rise in {chance(total['above'])} of replicates)"
    )
    if not summary["cost_usd"]:
        return words + ", at no cost that the model counts."
    words += f", for about {usd(summary['cost_usd'])}"
    each = summary.get("cost_per_defection_usd")
    return words + (f", or {usd(each)} each." if each else ".")


def caveats(summary: dict[str, Any], movers: pd.DataFrame, extra: dict[str, Any]) -> list[str]:
    """What has to be said beside the answer: does it include nothing, where and what it is."""
    if movers.empty or extra["unchanged"]:
        return []
    total, found = extra["total"], []
    if total["low"] <= 0 <= total["high"]:
        found.append("The interval of the total includes zero: there may be no effect at all.")
    often = movers[movers.often]
    sure = int((often.difference_low > 0).sum())
    whose = "states" if len(often) == len(movers) else "states that sit in half of the runs or more"
    found.append(
        f"Taken one by one, the interval lies wholly above zero for {count(sure)} of "
        f"{count(len(often))} {whose}."
        if sure
        else "Taken one by one, the interval includes zero for every state."
    )
    found += [_where(extra), _from_what_to_what(extra)]
    return [words for words in found if words]


def _where(extra: dict[str, Any]) -> str:
    """On which kind of text most of the extra defections fall, where one kind has most of them."""
    mean = extra["total"]["mean"]
    if mean <= 0:
        return ""
    kind, part = max(extra["by_kind"].items(), key=lambda item: item[1])
    if part < 0.5 * mean or sum(bool(value) for value in extra["by_kind"].values()) < 2:
        return ""
    words = f"{amount(part)} of the {amount(mean)} fall on {KIND_WORDS[kind]}"
    texts = extra["by_kind"].get("country", 0.0) + extra["by_kind"].get("thematic", 0.0)
    if kind == "amendment":
        words += f", only {amount(texts)} on country and thematic texts themselves"
    return words + "."


def _from_what_to_what(extra: dict[str, Any]) -> str:
    """Whether a country text loses noes to abstentions or to yes votes."""
    yes, abstain, no = (extra["country_votes"].get(v, 0.0) for v in ("yes", "abstain", "no"))
    if no >= -0.5:
        return ""
    words = (
        f"On country texts the group casts {more(no)} noes, and net {more(abstain)} abstentions "
        f"and {more(yes)} yes votes"
    )
    return words + (": most of the change is from no to abstention." if abstain > yes else ".")


def extra_by_kind(runs: pd.DataFrame) -> dict[str, Any]:
    """What the intervention adds to a run, from one row a replicate, arm and kind of text.

    Returns
    -------
    dict
        ``total`` (mean, low, high, share above zero, baseline), ``by_kind`` (means),
        ``country_votes`` of the group (mean change of yes, abstain, no), ``unchanged``.
    """
    columns = ["soft", "hard", "bloc_yes", "bloc_abstain", "bloc_no"]
    wide = runs.set_index(["replicate", "kind", "arm"])[columns].unstack("arm")
    with_, without = (wide.xs(arm, axis=1, level="arm") for arm in ("intervention", "baseline"))
    change = with_ - without
    moves = change.soft + change.hard
    total = moves.groupby("replicate").sum()
    country = change[change.index.get_level_values("kind") == "country"]
    return {
        "total": {
            "mean": float(total.mean()),
            "low": float(total.quantile(0.025)),
            "high": float(total.quantile(0.975)),
            "above": float((total > 0).mean()),
            "baseline": float((without.soft + without.hard).groupby("replicate").sum().mean()),
        },
        "by_kind": {str(kind): float(part.mean()) for kind, part in moves.groupby("kind")},
        "country_votes": {
            vote: float(country[f"bloc_{vote}"].mean()) if len(country) else 0.0
            for vote in ("yes", "abstain", "no")
        },
        "unchanged": not change.to_numpy().any(),
    }


def defection_rows(defection: pd.DataFrame) -> list[dict[str, Any]]:
    """Rates with and without by kind of text and of defection, in the order of the kinds."""
    wide = side_by_side(defection, ["kind", "type"])
    rows = wide.to_dict("records")
    order = {kind: i for i, kind in enumerate(KIND_WORDS)}
    rows.sort(key=lambda row: (order[row["kind"]], list(MOVES).index(row["type"])))
    return [{**row, "kind": KIND_WORDS[row["kind"]], "type": MOVES[row["type"]]} for row in rows]


def measure_rows(table: pd.DataFrame) -> list[dict[str, str]]:
    """What the levers change beside defection: texts of two kinds, then the whole run."""
    rows = []
    for row in measures.beside_defection(table, ("country", "thematic")):
        name = row["column"]
        rows.append(
            {
                "measure": measures.named(name),
                "without": measures.level(name, row["baseline_mean"]),
                "with": measures.level(name, row["intervention_mean"]),
                "difference": measures.change(name, row["difference_mean"]),
                "interval": measures.span(name, row["difference_low"], row["difference_high"]),
            }
        )
    return rows


def lever_rows(levers: pd.DataFrame, states: pd.DataFrame) -> list[dict[str, Any]]:
    """The levers with their targets by name."""
    names = dict(zip(states.iso3, states.name, strict=True)) if len(states) else {}
    rows = levers.to_dict("records")
    for row in rows:
        targets = [names.get(t, t.replace("_", " ")) for t in str(row["targets"]).split()]
        row["targets"] = ", ".join(targets)
    return rows


def _period(ballots: pd.DataFrame) -> str:
    if ballots.empty:
        return "no date"
    first, last = ballots.date.min()[:4], ballots.date.max()[:4]
    return first if first == last else f"{first}\N{EN DASH}{last}"


def _ballot_kinds(ballots: pd.DataFrame) -> str:
    if ballots.empty:
        return "none"
    tally = ballots.kind.value_counts()
    return listed([f"{tally[kind]} {words}" for kind, words in KIND_WORDS.items() if kind in tally])
