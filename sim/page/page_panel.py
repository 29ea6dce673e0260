"""The page as a whole: heading, the four parts, and what has gone wrong."""

from __future__ import annotations

from sim.files.places import GLOSSARY
from sim.page.bench_panel import bench_panel
from sim.page.forecast_panel import forecast_panel
from sim.page.markup import Markup, button, tag
from sim.page.read_panel import read_panel
from sim.page.visit import TABS, Visit
from sim.page.watch_panel import watch_panel


def page_panel(visit: Visit, empty: bool = False) -> Markup:
    """What one visitor sees; ``empty`` leaves the part out, where it cannot be drawn."""
    tabs = [
        tag("button", words, type="button", role="tab", id=f"tab-{name}", data_do="tab",
            data_on=name, aria_selected=str(name == visit.tab).lower(), aria_controls=name)
        for name, words in TABS.items()
    ]  # fmt: skip
    return tag(
        "div",
        tag(
            "header",
            tag("h1", "The Council votes"),
            tag("div", tabs, role="tablist", class_="tabs", aria_label="Parts of the page"),
            button("Light or dark", "theme", id="theme", class_="small"),
        ),
        _messages(visit),
        None if empty else _part(visit),
        tag("p", f"Words are explained in {GLOSSARY}.", class_="quiet", id="words"),
        class_="page",
        data_heard=visit.heard,
    )


def _messages(visit: Visit) -> Markup:
    said = []
    if visit.message:
        said.append(tag("p", visit.message, " ", button("Close", "forget", class_="small"),
                        class_="problem", role="alert", id="problem"))  # fmt: skip
    if visit.good_news:
        said.append(tag("p", visit.good_news, class_="news", role="status", id="news"))
    return tag("div", said, id="messages")


def _part(visit: Visit) -> Markup:
    if not visit.ready:
        words = "Reading the record of votes: a few seconds." if not visit.message else ""
        return tag("p", words, class_="quiet", role="status", id="opening")
    if visit.tab == "test":
        return bench_panel(visit)
    if visit.tab == "forecast":
        return forecast_panel(visit.forecasting)
    if visit.tab == "read":
        return read_panel(visit)
    return watch_panel(visit)
