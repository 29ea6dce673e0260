"""The terminal: where everything is printed, progress bars, and how a table looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from sim.compiled import is_cached
from sim.files.places import GLOSSARY
from sim.screens.streams import note_place

NARROWEST = 40  # columns; tables in less show nothing that can be read


def a_console(markup: bool = True) -> Console:
    """A console for standard output as it is when something is printed."""
    made = Console(highlight=False, emoji=False, markup=markup)
    if made.width < NARROWEST:
        made.width = 80
    return made


console = a_console()


def say(line: object) -> None:
    """A line as it is, unbroken."""
    console.print(str(line), soft_wrap=True, markup=False)


def say_place(place: object, what: str) -> None:
    """Say where results lie, in one unbroken line; on standard error where this one is lost."""
    note_place(place)
    console.print(f"Words: {GLOSSARY}", style="dim", soft_wrap=True)
    console.print(f"Results: {bold(place)} ({escape(what)})", soft_wrap=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal; what it yields takes (done, of)."""
    if not is_cached():
        console.print("Compiling the engine, once for this version ...")
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    bar = Progress(*columns, console=console)
    task = bar.add_task(label, total=None, start=False)

    def update(done: int, of: int) -> None:
        if not bar.live.is_started:
            bar.start()
            bar.start_task(task)
        bar.update(task, completed=done, total=of)

    try:
        yield update
    finally:
        if bar.live.is_started:
            bar.stop()


@contextmanager
def progress_bars() -> Iterator[Callable[[str], Callable[[int, int], None]]]:
    """One bar after the other; what it yields takes the label of the next."""
    with ExitStack() as bar:

        def next_bar(label: str) -> Callable[[int, int], None]:
            bar.close()  # one at a time
            return bar.enter_context(progress_bar(label))

        yield next_bar


def table_of(title: str, *columns: str) -> Table:
    """A table whose first column is words and whose others are numbers; nothing wraps."""
    shown = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
        pad_edge=False,
    )
    for n, column in enumerate(columns):
        shown.add_column(column, justify="left" if n == 0 else "right", no_wrap=True)
    return shown


def bold(text: object) -> str:
    """Words or a path in bold, as they are: square brackets in them are no markup."""
    return f"[bold]{escape(str(text))}[/bold]"


def interval(low: float, high: float, scale: float = 100.0, digits: int = 1) -> str:
    """An interval as it is printed."""
    return f"[{low * scale:.{digits}f}, {high * scale:.{digits}f}]"


@contextmanager
def download_bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each download; what it yields takes (name, bytes here, bytes in all)."""
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def told(name: str, here: int, of: int) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=None)
            bar.update(tasks[name], completed=here, total=of or None)

        yield told
