"""All that the rule knows before the vote: what every member remembers, who sits, who hears whom.

Memory is that of the fit, and of the votes on record since the fit ended, walked through by the
same code as a backtest. So a forecast is one step ahead in just the sense in which the rule was
tested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from sim.data.agenda import build_agenda
from sim.data.assembly_record import with_assembly
from sim.data.fitted import Fit
from sim.data.real_world import select_ballots
from sim.data.recorded import SEATS
from sim.errors import InputError
from sim.fit.likelihood import Likelihood
from sim.fit.replay import Rates, Sitting, replay
from sim.fit.since import shown_since
from sim.forecast.about import Text
from sim.world import KINDS, NO_SEAT, PENS, YES, Agenda, Memory, States, Weights

MEMBERS = sum(SEATS.values())


@dataclass(frozen=True)
class Before:
    """What is known on the eve of the vote. N is the number of drafts, M that of members."""

    agenda: Agenda  # the votes since the fit, then the drafts
    first: int  # the first draft's place in it
    states: States
    sittings: list[Sitting]  # of the drafts alone
    likelihood: Likelihood  # of the drafts alone
    fit: Fit
    memory: Memory  # what is remembered before the first draft
    last_vote: np.datetime64  # on record before the first draft
    shown: np.ndarray  # [B, S] what votes since the fit have shown of leanings

    def __len__(self) -> int:
        return len(self.agenda) - self.first

    @property
    def kind(self) -> np.ndarray:
        """The kinds of the drafts, [N] indices into KINDS."""
        return self.agenda.kind[self.first :]

    def weights_vector(self, weights: Weights) -> np.ndarray:
        """The weights as the likelihood lays them out; no text is surprising in it."""
        return laid_out(weights, self.likelihood)


def laid_out(weights: Weights, likelihood: Likelihood) -> np.ndarray:
    """Weights as a likelihood lays them out; no text is surprising in it."""
    layout = likelihood.layout
    theta = np.zeros(layout.size)
    for name in layout.main_names():
        theta[layout.slices[name]] = np.ravel(getattr(weights, name))
    return theta


def before_the_vote(
    texts: Sequence[Text], record: Agenda, sits: np.ndarray, states: States, fit: Fit
) -> Before:
    """What is known before drafts are voted on, none of them knowing how another went.

    Parameters
    ----------
    record : all votes on record over the same states; later ones than the first draft's eve are
        left out
    sits : [N, S] bool, who holds a seat on the day of each draft

    Raises
    ------
    InputError
        If the fit has seen votes of the first draft's day, or a seat's holder is not known.
    """
    first_day = min(text.date for text in texts)
    seen = np.datetime64(str(fit.story["train_until"]), "D")
    if first_day <= seen:
        raise InputError(
            f"{texts[0].name}: dated {first_day}, but the fit has seen votes up to {seen}; a "
            "forecast counts only if it came first: choose a later date, or an earlier fit (fit=)"
        )
    for text, who in zip(texts, sits, strict=True):
        if who.sum() < MEMBERS - 1:
            raise InputError(
                f"{text.name}: on {text.date} only {int(who.sum())} of {MEMBERS} seats have a "
                "member that is known; lmgsim council add FILE tells who is elected"
            )
    earlier = record.date < first_day
    since = earlier & (record.date > seen)
    agenda, first = _joined(record, since, texts, sits, states), int(since.sum())
    last = record.date[earlier].max() if earlier.any() else seen
    return _walked(agenda, first, record.recorded[record.date <= seen], states, fit, last)


def before_each_vote(record: Agenda, states: States, fit: Fit, until: np.datetime64) -> Before:
    """What was known before each vote on record after the fit's end, up to a day (inclusive).

    Here the drafts are the votes themselves, and each knows how those of earlier days went.
    """
    seen = np.datetime64(str(fit.story["train_until"]), "D")
    agenda = select_ballots(record, (record.date > seen) & (record.date <= until))
    return _walked(agenda, 0, record.recorded[record.date <= seen], states, fit, seen)


def _walked(
    agenda: Agenda, first: int, seen: np.ndarray, states: States, fit: Fit, last: np.datetime64
) -> Before:
    rates = Rates(**fit.story["rates"])  # type: ignore[arg-type]
    agenda = with_assembly(agenda, states)
    memory = fit.remembered(agenda, states)
    sittings, after = replay(agenda, states, rates, memory, assembly=True, earlier=seen)
    unaware = Likelihood(agenda, states, sittings, np.ones(len(agenda)))
    weights = fit.weights(states)
    theta = laid_out(weights, unaware)
    voted = np.any(agenda.recorded <= YES, axis=1)  # of drafts only those that were voted on
    shown = shown_since(unaware, theta, weights.surprise, voted)
    likelihood = Likelihood(agenda, states, sittings, np.arange(len(agenda)) >= first, shown)
    return Before(agenda, first, states, likelihood.sittings, likelihood, fit, after, last, shown)


def _joined(
    record: Agenda, keep: np.ndarray, texts: Sequence[Text], sits: np.ndarray, states: States
) -> Agenda:
    """The ballots ``keep`` [B] of the record, and after them the drafts, in one agenda."""
    at = np.flatnonzero(keep)
    rows = [
        {
            "id": record.id[b], "symbol": record.symbol[b], "title": record.title[b],
            "date": record.date[b], "session": record.session_name[record.session[b]],
            "kind": KINDS[record.kind[b]], "series": record.series[b],
            "target": states.iso3[record.target[b]] if record.target[b] >= 0 else "",
            "pen": PENS[record.pen[b]], "orientation": int(record.orientation[b]),
            "sponsors": "", "amended": "",
        }
        for b in at
    ]  # fmt: skip
    rows += [
        {
            "id": f"draft/{n}", "symbol": text.symbol, "title": text.title, "date": text.date,
            "session": text.session, "kind": text.kind, "series": text.series,
            "target": text.target, "pen": text.pen, "orientation": text.orientation,
            "sponsors": text.sponsors, "amended": text.amended,
        }
        for n, text in enumerate(texts)
    ]  # fmt: skip
    table = pd.DataFrame(rows)
    table["date"] = pd.to_datetime(table.date)
    unknown = np.full(sits.shape, NO_SEAT, np.int8)
    made = build_agenda(
        table, np.concatenate([record.recorded[at], unknown]),
        np.concatenate([record.sits[at], sits]), states,
    )  # fmt: skip
    authors = np.concatenate([record.authors[at], made.authors[len(at) :]])
    return replace(made, authors=authors)
