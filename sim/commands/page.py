"""``lmgsim page``: open the page in the browser."""

from __future__ import annotations

from sim.commands.arguments import whole
from sim.errors import InputError
from sim.page import NEEDS

PORT, LAST_PORT = 8765, 65535


def page_command(arguments: list[str]) -> None:
    """Serve the page until it is interrupted.

    Raises
    ------
    InputError
        For an unknown argument, a port that is taken, or where the page's packages are missing.
    """
    port, browser = _asked(arguments)
    try:
        from sim.page.server import listen, open_browser, serve
    except ImportError as error:
        raise InputError(NEEDS.format(error.name)) from None

    def opened(address: str) -> None:
        print(f"The page is open at {address} (Ctrl-C closes it)", flush=True)
        if browser:
            open_browser(address)

    listener = listen(port)
    try:
        serve(listener, opened)
    finally:
        listener.close()


def _asked(arguments: list[str]) -> tuple[int, bool]:
    """The port, and whether to open a browser."""
    port, browser, rest = PORT, True, list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--no-browser":
            browser = False
        elif word == "--port" or word.startswith("--port="):
            given = word.partition("=")[2] if "=" in word else (rest.pop(0) if rest else "")
            port = whole(given, "--port", 0, LAST_PORT)
        else:
            raise InputError(f"page takes --port N and --no-browser, not {word[:40]!r}")
    return port, browser
