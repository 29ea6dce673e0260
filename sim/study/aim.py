"""What is aimed at: an outcome, on which texts, and what a replicate says of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.errors import InputError
from sim.measures import NAMED_COLUMNS, OF_KIND, OUTCOMES, column_of, levels_of
from sim.measures.outcomes import NAMES, USUAL
from sim.study.counts import counts_of
from sim.study.experiment import Replicate
from sim.world import AMENDMENT, KINDS, Agenda, States

SHOWN = 12  # names that a refusal lists
TOLD = 3  # series that are named in words


@dataclass(frozen=True)
class Aim:
    """The outcome that leads an answer, and the texts it is measured on."""

    column: str  # of ``columns``
    texts: np.ndarray | None = None  # [B] bool, those named; None: a kind of text, or the run
    on: str = ""  # what was typed
    about: str = ""  # the named texts in words

    @property
    def columns(self) -> tuple[str, ...]:
        """Everything that is measured, in the order of ``levels``."""
        return OUTCOMES + (() if self.texts is None else NAMED_COLUMNS)

    def levels(self, run: Replicate) -> np.ndarray:
        """Every outcome of every arm of a replicate, the baseline first: [L, columns]."""
        found = levels_of(counts_of(run))
        if self.texts is not None:
            found = np.concatenate([found, levels_of(counts_of(run, self.texts))[: len(OF_KIND)]])
        return np.ascontiguousarray(found.T)

    def level(self, run: Replicate) -> np.ndarray:
        """The outcome that leads, of every arm: [L]."""
        found: np.ndarray = self.levels(run)[:, self.columns.index(self.column)]
        return found

    def with_outcome(self, outcome: str) -> Aim:
        """The same texts by another outcome.

        Raises
        ------
        InputError
            If there is no such outcome.
        """
        return Aim(column_for(outcome, self.on), self.texts, self.on, self.about)


def column_for(outcome: str, on: str = "") -> str:
    """The column of an outcome on these texts.

    Raises
    ------
    InputError
        If there is no such outcome, or it has no sense on them.
    """
    column = column_of(outcome, on)
    if column is not None:
        return column
    if on and column_of(outcome) is not None:
        raise InputError(
            f"outcome={outcome[:60]} on={on[:60]}: the outcome says itself of what it is; give a "
            "plain one beside on=, such as margin"
        )
    raise InputError(
        f"outcome={outcome[:60]}: one of {', '.join(NAMES)}, or a column such as thematic_margin"
    )


def aim_at(agenda: Agenda, states: States, outcome: str = USUAL, on: str = "") -> Aim:
    """What a user is after, in a Council.

    Parameters
    ----------
    on : a kind of text (country, thematic, palestine, amendment); or names, with commas between
        them, of texts: a symbol, a series, the state concerned (its code or name), or words of the
        title

    Raises
    ------
    InputError
        If there is no such outcome, or no text of that name comes up in these years.
    """
    column = column_for(outcome, on)
    if not on or on in KINDS:
        return Aim(column, on=on)
    texts = np.zeros(len(agenda), bool)
    for name in on.split(","):
        found = _named(agenda, states, name.strip())
        if not found.any():
            known = sorted({s for s, k in zip(agenda.series, agenda.kind, strict=True)
                            if k != AMENDMENT})  # fmt: skip
            more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
            raise InputError(
                f"on={name.strip()[:60]}: no text of these years has it as its symbol, series, "
                f"state or in its title; a kind ({', '.join(KINDS)}) or one of the series "
                f"{', '.join(known[:SHOWN])}{more}"
            )
        texts |= found
    return Aim(column, texts, on, _words(agenda, texts))


def _named(agenda: Agenda, states: States, name: str) -> np.ndarray:
    """The texts that a name fits, [B] bool: one by one, else all but amendments."""
    low = name.lower()
    if not low:
        return np.zeros(len(agenda), bool)
    one = np.array([low in (s.lower(), i.lower())
                    for s, i in zip(agenda.symbol, agenda.id, strict=True)])  # fmt: skip
    if one.any():
        return one
    who = [n for n, (code, full) in enumerate(zip(states.iso3, states.name, strict=True))
           if low in (code.lower(), full.lower())]  # fmt: skip
    text = agenda.kind != AMENDMENT
    for found in (
        np.array([s.lower() == low for s in agenda.series]),
        np.isin(agenda.target, who),
        np.array([low in s.lower().replace("-", " ") or low in t.lower()
                  for s, t in zip(agenda.series, agenda.title, strict=True)]),
    ):  # fmt: skip
        if (found & text).any():
            chosen: np.ndarray = found & text
            return chosen
    return np.zeros(len(agenda), bool)


def _words(agenda: Agenda, texts: np.ndarray) -> str:
    """The named texts in words: how many, and of which series."""
    series = list(dict.fromkeys(np.array(agenda.series)[texts].tolist()))
    told = ", ".join(s.replace("-", " ").replace("_", " ") for s in series[:TOLD])
    rest = f" and {len(series) - TOLD} more series" if len(series) > TOLD else ""
    number = int(texts.sum())
    return f"{number} text{'s' if number != 1 else ''} ({told}{rest})"
