"""One member of the Council before a vote: its chances, its reasons, and what if it voted so."""

from __future__ import annotations

from typing import Any

from sim.forecast.held import count_if
from sim.page.chance_seats import chance_bar
from sim.page.forecasting import Forecasting
from sim.page.markup import Markup, button, signed, tag
from sim.reports.forecast import reasons_of

VOTES = {"yes": "Yes", "abstain": "Abstains", "no": "No"}


def member_panel(row: Any, forecasting: Forecasting) -> Markup:
    """A member.

    Parameters
    ----------
    row : its row of the forecast's table of members, as a named tuple
    """
    found = forecasting.found
    assert found is not None
    here, name = 1 - row.absent, _name(row, forecasting)
    before = str(row.council_before or row.assembly_before or "none on record")
    others = {code: vote for code, vote in forecasting.held.items() if code != row.iso3}
    now = count_if(found.forecast, others).adopted
    buttons = []
    for vote, words in VOTES.items():
        moved = count_if(found.forecast, {**others, row.iso3: vote}).adopted - now
        held = forecasting.held.get(row.iso3) == vote
        buttons.append(
            button(f"{words}: {signed(100 * moved, 0)}", "hold", row.iso3,
                   data_value="" if held else vote, class_="toggle", id=f"hold-{vote}",
                   aria_pressed=str(held).lower())
        )  # fmt: skip
    return tag(
        "article",
        tag("h2", name, button("Close", "member", row.iso3, class_="small")),
        chance_bar((row.yes * here, row.abstain * here, row.no * here, row.absent)),
        tag("p", f"Earlier votes in the series: {before}."),
        tag("p", f"Why: {reasons_of(row) or 'nothing pulls strongly'}.", class_="quiet"),
        tag("p", "If it voted so, the chance of adoption moves by, in points of a hundred:"),
        tag("div", buttons, class_="buttons", role="group", aria_label="Set its vote"),
        id="member", class_="card", data_state=row.iso3,
    )  # fmt: skip


def _name(row: Any, forecasting: Forecasting) -> str:
    found = forecasting.found
    assert found is not None
    states = found.forecast.before.states
    return str(states.name[states.iso3.index(row.iso3)])
