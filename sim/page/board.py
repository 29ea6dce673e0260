"""A board: HTML that is made here and shown by the browser, which sends back the user's events.

Everything the reader can touch carries ``data-do`` (what it does) and perhaps ``data-on`` (to
what); see ``board.vue``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import solara


@solara.component_vue("board.vue", vuetify=False)
def Board(
    html: str,
    number: int,
    event_done: Callable[[dict[str, Any]], None],
    event_drawn: Callable[[int], None],
) -> None:
    """Show ``html``, the ``number``-th; ``event_drawn`` is told its number once it is drawn.

    ``event_done`` is told ``act``, ``on``, ``value`` and ``beside``.
    """
