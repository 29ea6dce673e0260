"""From a configuration to what is simulated: the Council and its years, the fit, the levers.

The one place where the words of a configuration become worlds and levers; a run, a sweep and a
comparison all begin here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.config.schema import CouncilConfig, RunConfig
from sim.data.blocs import check_seats, told_of
from sim.data.coming_world import coming_world
from sim.data.covariates import last_changes
from sim.data.fits import fit_in_force
from sim.data.fitted import Fit, load_fit
from sim.data.habits import load_habits
from sim.data.real_world import real_world
from sim.errors import InputError
from sim.levers import Lever
from sim.study.design import Design
from sim.study.membership import Membership
from sim.study.recollection import carried_on
from sim.world import LMG, World


@dataclass(frozen=True)
class Setup:
    """The Council of some years, its fit, and how it renews itself: what runs of them share."""

    world: World
    fit: Fit
    membership: Membership | None = None  # how the Council renews itself; None: as recorded

    def foundations(self) -> dict[str, object]:
        """What the years rest on, for a provenance: how far memory reaches, and who sits."""
        world, membership = self.world, self.membership
        told: dict[str, object] = {
            "memory": self.fit.story.get("memory"),
            "covariates": self.covariates(),
            **self.bloc(),
        }
        if membership is None:
            return told | {"members": "as recorded"}
        first = membership.known(world)[0]
        codes = [code for code, sits in zip(world.states.iso3, first, strict=True) if sits]
        return told | {
            "members": {
                "on": f"{membership.first_year}-01-01",
                "known": codes,
                "assumed_seats": membership.empty(world),
            }
        }

    def bloc(self) -> dict[str, object]:
        """Which bloc is asked about, for a provenance; nothing for the Like-Minded Group."""
        states, agenda = self.world.states, self.world.agenda
        if states.bloc == LMG:
            return {}
        when = f"from {agenda.date[0]} to {agenda.date[-1]}"
        elected = "members are elected in each run"
        seats = check_seats(states, agenda.sits, when) if self.membership is None else elected
        return {"bloc": told_of(states.bloc, seats, self.fit)}

    def covariates(self) -> dict[str, object]:
        """Of which year freedom, aid, income and groups are, for a provenance."""
        over_time = self.world.states.covariates
        known = last_changes(over_time) if over_time else {}
        return {"are_those_of": "the year of the vote", "known_to_change_until": known}


def setup_of(council: CouncilConfig, fitted: Path | None) -> Setup:
    """The years of a configuration under a fit (None: the one in force, ``sim.data.fits``).

    Raises
    ------
    InputError
        If the record does not hold these years, the fit cannot be read, or too few of the bloc sit.
    """
    since = str(council.since)
    fitted = fitted or fit_in_force(since).place
    fit = carried_on(load_fit(fitted), since)
    if council.agenda == "coming":
        years = council.since.year, council.until.year
        world, terms = coming_world(*years, fit, load_habits(fitted))
        found = Setup(world, fit, Membership.of(world, terms, *years))
    else:
        found = Setup(real_world(since, str(council.until), fit, council.drafts), fit)
    found.bloc()  # one of whom too few sit is refused before anything is run
    return found


def levers_of(config: RunConfig, setup: Setup) -> list[Lever]:
    """The levers of a configuration, cut to its years; each can be pulled in this setup.

    Raises
    ------
    InputError
        For a wrong target, a lever on seats where nobody is elected, or a bill over the budget.
    """
    levers = [pullable(lever, config.council, setup) for lever in config.pulled()]
    check_budget(config, levers, setup.world)
    return levers


def pullable(lever: Lever, council: CouncilConfig, setup: Setup) -> Lever:
    """A lever cut to the years of the Council; it can be pulled in this setup.

    Raises
    ------
    InputError
        For a wrong target, or a lever on seats where nobody is elected.
    """
    lever = lever.within(council.since, council.until)
    lever.chosen(setup.world.states)  # a wrong target is refused before anything is run
    if lever.on_seats and lever.strength() and setup.membership is None:
        raise InputError(
            f"{lever.title.lower()} works where seats are won and lost in the run: choose "
            "council=coming_2021_2025 or another with agenda: coming"
        )
    return lever


def check_budget(config: RunConfig, levers: list[Lever], world: World) -> None:
    """Refuse levers that cost more than the scenario's budget, with the bill.

    Raises
    ------
    InputError
        If the levers of the run cost more than ``scenario.budget_usd``.
    """
    budget = config.scenario.budget_usd
    if budget is None:
        return
    costs = {lever.title: lever.cost_usd(world.states) for lever in levers}
    if sum(costs.values()) > budget:
        bill = ", ".join(f"{title} {cost:,.0f}" for title, cost in costs.items() if cost)
        raise InputError(
            f"the levers cost USD {sum(costs.values()):,.0f} ({bill}), more than the budget of "
            f"USD {budget:,.0f} (scenario.budget_usd)"
        )


def design_of(config: RunConfig, arms: dict[str, list[Lever]]) -> Design:
    """How a configuration runs these arms."""
    return Design(
        arms=arms,
        replicates=config.size.replicates,
        seed=config.seed,
        threads=config.engine.threads,
        driver=config.engine.driver,
        off=config.rules.off(),
        procedures=config.rules.procedures(),
        draw_weights=config.rules.draw_weights,
        ranges=config.rules.assumptions or None,
        evidence=config.evidence.priors,
    )
