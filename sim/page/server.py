"""Serve the page: on the loopback address, from the installed packages, with no outside request."""

from __future__ import annotations

import logging
import os
import socket
import warnings
import webbrowser
from collections.abc import Callable
from types import FrameType
from typing import Any

from sim.errors import InputError
from sim.page import NEEDS
from sim.page.downloads import file_of
from sim.page.gate import LOOPBACK, Gate

REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
NOWHERE = f"http://{LOOPBACK}:9/"  # in place of the address from which Solara would fetch scripts
AT_EASE_SECONDS = 3  # that an open browser window has to say goodbye


def listen(port: int) -> socket.socket:
    """A socket on the loopback address; port 0 takes any that is free.

    Raises
    ------
    InputError
        If the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
        listener.listen()
    except OSError as error:
        listener.close()
        raise InputError(
            f"port {port} cannot be had ({error.strerror}): name another one with --port"
        ) from None
    return listener


def application(port: int) -> Any:
    """The page as an ASGI application behind its gate.

    Raises
    ------
    InputError
        If Solara or the scripts it needs are not installed.
    """
    os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] = "False"
    os.environ["SOLARA_APP"] = "sim.page.app"
    os.environ["SOLARA_TELEMETRY_SERVER_USER_ID"] = "none"  # or it would write one into a file
    try:
        import solara.server.settings as settings
        from solara.server import starlette as solara_app
        from solara.settings import assets
        from starlette.applications import Starlette
        from starlette.middleware.gzip import GZipMiddleware
        from starlette.routing import Mount, Route
        from starlette.staticfiles import StaticFiles
    except ImportError as error:
        raise InputError(NEEDS.format(error.name)) from None

    warnings.filterwarnings("ignore", "Cookies with samesite=none", UserWarning)
    scripts = settings.assets.proxy_cache_dir
    if not (scripts / "@widgetti").is_dir():
        raise InputError(NEEDS.format("solara-assets"))
    settings.telemetry.mixpanel_enable = False
    settings.main.mode = "production"
    settings.assets.fontawesome_enabled = False
    settings.theme.loader = "plain"
    settings.theme.show_banner = False
    settings.theme.title = "lmgsim: the Human Rights Council votes"
    assets.proxy, assets.cdn = True, NOWHERE
    served = Starlette(
        routes=[
            Mount("/_solara/cdn", app=StaticFiles(directory=scripts)),
            Route("/report/{scenario}/{moment}", endpoint=_file),
            Route("/result/{scenario}/{moment}/{name}", endpoint=_file),
            Mount("/", app=solara_app.app),
        ],
        lifespan=solara_app.lifespan,
    )
    return Gate(GZipMiddleware(served, minimum_size=1000), port)


async def _file(request: Any) -> Any:
    """The report of a results folder, its brief or one of its tables, and nothing else of it."""
    from starlette.responses import FileResponse, PlainTextResponse

    given = request.path_params
    try:
        place = file_of(given["scenario"], given["moment"], given.get("name", "report.html"))
    except InputError as error:
        return PlainTextResponse(f"{error}\n", 404)
    return FileResponse(place, headers={"content-security-policy": REPORT_POLICY})


def serve(listener: socket.socket, opened: Callable[[str], None]) -> None:
    """Serve the page until it is interrupted; ``opened`` is told its address once it answers."""
    import uvicorn

    port = listener.getsockname()[1]
    app = application(port)

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # windows are cut off
            super().handle_exit(sig, frame)

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            opened(f"http://{LOOPBACK}:{port}/")

    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        loop="asyncio",
        server_header=False,
        timeout_graceful_shutdown=AT_EASE_SECONDS,
        ws_ping_interval=None,  # a page that is busy for half a minute is not gone
    )
    Server(config).run(sockets=[listener])


def open_browser(address: str) -> None:
    """Show the page in the reader's browser, if there is one."""
    webbrowser.open(address)
