"""The doors by which an input comes in: the command line, the page, and the readers of votes."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.hostile.case import Case

PATIENCE_SECONDS = 50


def command(case: Case) -> None:
    """``lmgsim ...`` as it was typed."""
    import sim.cli
    from sim.data.record import in_force

    in_force.look_again()  # the record of this home, not of whoever runs the fuzzer
    in_force._own_folder.cache_clear()
    sys.argv = ["lmgsim", *map(str, case.given)]
    sim.cli.main()


def read_votes(case: Case) -> None:
    """A reader of votes: prints what was dropped and mended, and a digest of what was read."""
    from sim.data.loaders.assembly_votes import read_assembly_votes
    from sim.data.loaders.commission_votes import read_commission_votes
    from sim.data.public_votes import read_public_votes

    reader, path, *dates = case.given
    readers: dict[object, Callable[..., Any]] = {
        "council": read_public_votes,
        "assembly": read_assembly_votes,
        "commission": read_commission_votes,
    }
    with _refusals():
        agenda, _, report = readers[reader](Path(str(path)), *dates)
        for line in report.lines():
            print(line)
        digest = hashlib.sha256(agenda.recorded.tobytes())
        digest.update(repr((agenda.id, agenda.symbol, agenda.session_name)).encode())
        digest.update(agenda.date.tobytes() + agenda.kind.tobytes() + agenda.sits.tobytes())
        print(f"digest {digest.hexdigest()}")


def read_table(case: Case) -> None:
    """One of the readers of public tables, by the name of its module and function."""
    from importlib import import_module

    from sim.data.report import ReadingReport

    module, function, path = map(str, case.given)
    with _refusals():
        report = ReadingReport()
        table = getattr(import_module(f"sim.data.loaders.{module}"), function)(Path(path), report)
        print(len(table))


class _refusals:
    """A refusal is printed, with the exit code, as the command line does it."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        from sim.errors import InputError

        if isinstance(error, InputError):
            print(f"lmgsim: {error}", file=sys.stderr)
            sys.exit(2)


def page(case: Case) -> None:
    """Events of a browser on one visit, each followed by a look at the page.

    The exit code is 2 and the message is printed where the last event was answered with one.
    """
    from sim.page.app import shown
    from sim.page.folders import FOLDERS
    from sim.page.visit import Visit

    FOLDERS.results = Path("results")
    if Path("scenario").exists():
        FOLDERS.scenarios = Path("scenario")
    begun = time.monotonic()

    def wait_until(truth: Callable[[], bool]) -> None:
        while not truth() and time.monotonic() - begun < PATIENCE_SECONDS:
            time.sleep(0.005)

    visit = Visit(lambda: None)
    wait_until(lambda: visit.ready or bool(visit.message))
    said = ""
    workers = (visit.comparing, visit.replaying, visit.forecasting.worker, visit.making)
    for event in case.given:
        visit.do(event)  # type: ignore[arg-type]
        said = visit.message
        wait_until(lambda: not any(worker.busy for worker in workers))
        html = shown(visit)
        said = said or next((worker.error for worker in workers if worker.error), "")
        if "<h1>" not in html:
            raise AssertionError("a page without a heading")
    visit.close()
    if said:
        print(f"lmgsim: {said}", file=sys.stderr)
        sys.exit(2)


def address(case: Case) -> None:
    """A request to the server of the page: the routes of files behind its gate."""
    import asyncio

    from starlette.applications import Starlette
    from starlette.routing import Route

    from sim.page.folders import FOLDERS
    from sim.page.gate import Gate
    from sim.page.server import _file

    FOLDERS.results = Path("results")
    routes = [Route("/report/{scenario}/{moment}", endpoint=_file),
              Route("/result/{scenario}/{moment}/{name}", endpoint=_file)]  # fmt: skip
    app = Gate(Starlette(routes=routes), 8000)
    path, headers = case.given
    told: list[Any] = []
    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": str(path).encode(),
        "query_string": b"", "headers": [(k.encode("latin-1"), v.encode("latin-1"))
                                         for k, v in headers],
        "http_version": "1.1", "scheme": "http", "server": ("127.0.0.1", 8000), "root_path": "",
    }  # fmt: skip

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.01)  # who asks again and again lets others do their part
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        told.append(message)

    asyncio.run(app(scope, receive, send))
    status = next(one["status"] for one in told if one["type"] == "http.response.start")
    body = b"".join(one.get("body", b"") for one in told)
    print(status, body[:200])
    if status >= 400:
        print(f"lmgsim: {body.decode('utf-8', 'replace').strip()}", file=sys.stderr)
        sys.exit(2)


DOORS: dict[str, Callable[[Case], None]] = {
    "command": command,
    "votes": read_votes,
    "table": read_table,
    "page": page,
    "address": address,
}
