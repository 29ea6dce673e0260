"""Whether a page is still: it runs nothing and loads nothing, wherever it is opened."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from sim.errors import InputError

ACTIVE = {"script", "iframe", "object", "embed", "link", "base", "form", "frame", "applet"}
LOADS = {"src", "srcset", "poster", "background", "data", "xlink:href"}
LOADING_CSS = re.compile(r"@import|url\(\s*['\"]?(?!data:|#)", re.IGNORECASE)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: str = ""
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"
        if tag in ACTIVE:
            self._say(f"<{tag}>")
        for name, value in attrs:
            plain = re.sub(r"[\x00-\x20]", "", value or "").casefold()
            if name.startswith("on") or (name == "http-equiv" and plain == "refresh"):
                self._say(f"{name}=")
            elif name in LOADS and not plain.startswith("data:image/"):
                self._say(f"{name}= from elsewhere")
            elif name == "href" and not plain.startswith(("#", "http:", "https:", "mailto:")):
                if tag != "a" or ":" in plain.partition("/")[0]:
                    self._say(f"href={plain[:20]}")
            elif name == "style" and LOADING_CSS.search(value or ""):
                self._say("style= from elsewhere")

    def handle_data(self, data: str) -> None:
        if self._style and LOADING_CSS.search(data):
            self._say("a style from elsewhere")

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def _say(self, what: str) -> None:
        self.found = self.found or what


def check_still(html: str, where: str) -> None:
    """Refuse a page that could run or load anything.

    Raises
    ------
    InputError
        Naming the first thing that it holds and a still page does not.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.found:
        raise InputError(
            f"{where} holds {reader.found}, which no page of lmgsim does: it is not passed on"
        )
