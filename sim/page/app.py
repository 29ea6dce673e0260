"""The page as Solara sees it: one board, and a visit for every window that is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import solara

from sim.errors import InputError
from sim.page.board import Board
from sim.page.pace import Pace
from sim.page.page_panel import page_panel
from sim.page.visit import LONGEST_MESSAGE, Visit
from sim.page.worker import unforeseen

TITLE = "lmgsim: the Human Rights Council votes"
STYLE = Path(__file__).with_name("page.css")


def shown(visit: Visit) -> str:
    """The page of a visit; where it cannot be drawn it says why, and can still be used."""
    with visit.lock:
        try:
            return page_panel(visit)
        except InputError as error:
            visit.message = str(error)[:LONGEST_MESSAGE]
        except Exception as error:
            visit.message = unforeseen(error)
        visit.back_to_safety()
        try:
            return page_panel(visit)
        except Exception as error:
            visit.message = unforeseen(error)
            return page_panel(visit, empty=True)


@solara.component
def Page() -> None:
    """The page."""
    count = solara.use_reactive(0)

    def send() -> None:
        count.set(count.peek() + 1)

    pace = solara.use_memo(lambda: Pace(send), [])
    visit = solara.use_memo(lambda: Visit(pace.changed), [])

    def leave() -> Callable[[], None]:
        def close() -> None:
            visit.close()
            pace.close()

        return close

    solara.use_effect(leave, [])
    solara.Title(TITLE)
    solara.Style(STYLE)
    Board(
        html=shown(visit),
        number=count.get(),
        event_done=visit.do,
        event_drawn=lambda number: pace.drawn(),
    )


@solara.component
def Layout(children: list[solara.Element] = []) -> None:  # noqa: B006 (Solara's own way)
    """Nothing around the page."""
    solara.Column(children=children, gap="0px")
