"""``lmgsim page``: open the page in the browser; ``lmgsim page export``: a site of results."""

from __future__ import annotations

from sim.commands.arguments import whole
from sim.errors import InputError
from sim.files.places import own_path
from sim.page import NEEDS

PORT, LAST_PORT = 8765, 65535


def page_command(arguments: list[str]) -> None:
    """Serve the page until it is interrupted, or write a static site.

    Raises
    ------
    InputError
        For an unknown argument, a port that is taken, or where the page's packages are missing.
    """
    if arguments[:1] == ["export"]:
        _export(arguments[1:])
        return
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


def _export(arguments: list[str]) -> None:
    """Write the chosen results as a site.

    Raises
    ------
    InputError
        For folders that are none of ours, or a place that cannot be written.
    """
    from sim.page.export import export_site

    folders = [word for word in arguments if not word.startswith("into=")]
    into = [word.removeprefix("into=") for word in arguments if word.startswith("into=")]
    odd = [word for word in folders if word.startswith("-")]
    if not folders or len(into) != 1 or not into[0] or odd:
        raise InputError("page export takes results folders and into=SITE, such as "
                         "lmgsim page export results/NAME/TIME into=site")  # fmt: skip
    first = export_site([own_path(word) for word in folders], own_path(into[0]))
    print(f"The site is in {first.parent}: open {first}")


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
            raise InputError(
                "page takes --port N and --no-browser, or export FOLDER... into=SITE, not "
                f"{word[:40]!r}"
            )
    return port, browser
