"""What can be done under Forecast."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.page.visit import Act, Visit

Beside = dict[str, str]


def give(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Say something of the draft."""
    visit.forecasting.give(on, value)


def sponsor(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """One sponsor more."""
    visit.forecasting.sponsor("+", value)


def unsponsor(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """One sponsor less."""
    visit.forecasting.sponsor("-", on or value)


def choose(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Look at a member."""
    visit.forecasting.choose(on or value)


def hold(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Set a member's vote, or let it go."""
    visit.forecasting.hold(on, value)


def keep(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Set further versions beside this one."""
    visit.forecasting.keep()


def let_go(visit: Visit, on: str, value: str, beside: Beside) -> None:
    """Set nothing beside it."""
    visit.forecasting.let_go()


FORECAST_ACTS: dict[str, Act] = {
    "draft": give,
    "sponsor": sponsor,
    "unsponsor": unsponsor,
    "member": choose,
    "hold": hold,
    "keep": keep,
    "letgo": let_go,
}
