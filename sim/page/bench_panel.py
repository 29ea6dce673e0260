"""The tab Test of the page: what is asked, the levers, and what they do."""

from __future__ import annotations

from sim.errors import InputError
from sim.page.choices import MOST_REPLICATES, council_names, council_title
from sim.page.comparison import bill
from sim.page.downloads import links
from sim.page.lever_panel import levers_panel, pulls_in_words, usd
from sim.page.markup import Markup, button, choice, exact, tag
from sim.page.result_panel import result_panel
from sim.page.scenarios import as_yaml, scenario_names
from sim.page.visit import Visit

SIZES = (24, 40, 100, 400, 1000, 2000)


def bench_panel(visit: Visit) -> Markup:
    """The whole part of the page."""
    choices = visit.choices
    costs = bill(choices)
    elects = choices.config().council.agenda == "coming"
    words = choices.words()
    budget = choices.config().scenario.budget_usd
    total = sum(costs.values())
    over = budget is not None and total > budget
    return tag(
        "section",
        _asked(visit),
        tag(
            "div",
            tag(
                "div",
                tag(
                    "div",
                    tag("h2", words["title"]),
                    tag("p", words["question"], class_="quiet"),
                    tag("p", "The levers cost ", tag("strong", usd(total)),
                        f" of a budget of {usd(budget)}" if budget is not None else "",
                        ". " if not over else ": more than the budget. ",
                        button("Let go of all", "rest", id="rest", class_="small"),
                        id="bill", data_total=exact(total), class_="over" if over else None),
                    class_="card",
                ),
                levers_panel(choices, costs, elects),
                _keep(visit),
                _make(visit),
                class_="levers",
            ),
            tag("div", _answer(visit), class_="beside"),
            class_="split even",
        ),
        id="test", role="tabpanel", data_settles=True, aria_labelledby="tab-test",
    )  # fmt: skip


def _asked(visit: Visit) -> Markup:
    choices = visit.choices
    sizes = {str(n): f"{n}" for n in sorted({*SIZES, choices.size()}) if n <= MOST_REPLICATES}
    scenarios = {name: name.replace("_", " ").capitalize() for name in scenario_names()}
    councils = {name: council_title(name) for name in council_names()}
    if choices.council not in councils:
        councils[choices.council] = "years of its own"
    return tag(
        "div",
        tag("label", "Scenario ", choice("load", scenarios, choices.scenario, id="load")),
        tag("label", "Council ", choice("council", councils, choices.council, id="council")),
        tag("label", "Replicates ", choice("size", sizes, str(choices.size()), id="size")),
        tag("label", "Seed ", tag("input", type="number", min=0, value=choices.seed(), id="seed",
                                  data_do="seed", class_="short")),
        class_="controls",
    )  # fmt: skip


def _answer(visit: Visit) -> Markup:
    """The latest answer; hidden while it is not that of the settings beside it."""
    worker = visit.comparing
    found = worker.found
    stale = found is not None and found.choices is not visit.choices
    said: list[object] = []
    if worker.busy:
        words = f"{worker.done} of {worker.of} replicates" if worker.of else "at work"
        said.append(tag("div", tag("progress", value=worker.done if worker.of else None,
                                   max=worker.of or 1, aria_label="Replicates"),
                        tag("span", words), class_="progress", role="status"))  # fmt: skip
        if found is None:
            said.append(tag("p", "The first time the rules are compiled: up to half a minute, once "
                            "on this machine.", class_="quiet"))  # fmt: skip
    if worker.error:
        said.append(tag("p", worker.error, class_="problem", role="alert"))
    if found is not None:
        said.append(tag("div", result_panel(found), class_="stale" if stale else None,
                        id="answer", data_answer=True, data_stale=str(stale).lower(),
                        aria_hidden="true" if stale else None,
                        data_replicates=found.choices.size(),
                        data_levers=pulls_in_words(found.choices),
                        data_seconds=f"{found.seconds:.3f}"))  # fmt: skip
    if found is not None and not stale:
        said.append(tag("p", f"Worked out in {found.seconds:.1f} seconds.", class_="quiet"))
    return tag("article", tag("h2", "With and without the levers"), said, class_="card",
               id="result", aria_busy=str(worker.busy).lower())  # fmt: skip


def _keep(visit: Visit) -> Markup:
    """Save the scenario, and see the file and the command that give the same numbers."""
    choices, words = visit.choices, visit.choices.words()
    name = str(words["name"])
    with_it = {"data_with": "save", "type": "text"}
    try:
        text = as_yaml(choices, name, str(words["title"]), str(words["question"]))
    except InputError as error:
        text = str(error)
    return tag(
        "fieldset",
        tag("legend", "Keep it"),
        tag("p", "Saved as a scenario, it runs on the command line with the same numbers."),
        tag("label", "Name ", tag("input", name="name", id="save-name", value=name, **with_it)),
        tag("label", "Title ",
            tag("input", name="title", id="save-title", value=words["title"], **with_it)),
        tag("label", "Question ",
            tag("input", name="question", id="save-question", value=words["question"], **with_it)),
        button("Save", "save", id="save", data_gather="save"),
        tag("details", tag("summary", "The file"), tag("pre", text, id="yaml")),
        tag("p", "Command: ", tag("code", f"lmgsim run scenario={choices.scenario} "
                                  f"seed={choices.seed()} size.replicates={choices.size()}"),
            class_="quiet"),
        class_="keep",
    )  # fmt: skip


def _make(visit: Visit) -> Markup:
    """A run or a comparison with its folder: report, brief, tables."""
    worker = visit.making
    names = {name: name.replace("_", " ").capitalize() for name in scenario_names()[1:]}
    picked = dict(zip(("first", "second"), list(names)[:2], strict=False))
    said: list[object] = []
    if worker.busy:
        words = f"{worker.done} of {worker.of}" if worker.of else "at work"
        said.append(tag("div", tag("progress", value=worker.done if worker.of else None,
                                   max=worker.of or 1, aria_label="Replicates"),
                        tag("span", words), button("Stop", "make", "stop", class_="small"),
                        class_="progress", role="status"))  # fmt: skip
    if worker.error:
        said.append(tag("p", worker.error, class_="problem", role="alert", id="not-made"))
    if worker.found is not None and not worker.busy:
        folder = worker.found.folder
        said.append(tag("div", tag("strong", worker.found.words), ", in ",
                        tag("code", f"{folder.parent.name}/{folder.name}"), ": ",
                        links(folder.parent.name, folder.name), id="made"))  # fmt: skip
    return tag(
        "fieldset",
        tag("legend", "Make results to hand on"),
        tag("p", "A folder with report, brief and tables, as the command line writes it."),
        button(f"Run these settings, {visit.choices.size()} replicates", "make", "run",
               id="make-run", class_="main", disabled=worker.busy),
        tag("div",
            [tag("label", f"{words} ", _pick(name, names, picked.get(name, "")))
             for name, words in (("first", "Compare"), ("second", "with"))],
            button("Compare", "make", "compare", id="make-compare", data_gather="make",
                   disabled=worker.busy),
            class_="controls"),
        said,
        class_="keep", id="making",
    )  # fmt: skip


def _pick(name: str, options: dict[str, str], chosen: str) -> Markup:
    return tag(
        "select",
        [tag("option", words, value=value, selected=value == chosen)
         for value, words in options.items()],
        name=name, id=f"make-{name}", data_with="make",
    )  # fmt: skip
