"""The gate: nobody but a browser on this machine that opened this very page may drive it.

The page listens on the loopback address, but any site that is open in the same browser could send
it requests, and a site may give its own name the loopback address (DNS rebinding). So a request
has to name this host, and one that can change anything has to come from this origin.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
READING = ("GET", "HEAD")


def hosts(port: int) -> tuple[str, ...]:
    """The names under which the page may be asked for."""
    return f"{LOOPBACK}:{port}", f"localhost:{port}"


def refusal(scope: Scope, port: int) -> str | None:
    """Why a request is refused, in words; None where it may pass."""
    headers = Headers(scope=scope)
    named = headers.getlist("host")
    if len(named) != 1 or named[0].lower() not in hosts(port):
        return "this page answers to its own address only"
    origin = headers.get("origin")
    if origin is not None:
        if not _is_here(origin, port):
            return "another site may not drive this page"
    elif scope["type"] == "websocket" or scope["method"] not in READING:
        return "a request that drives the page has to say where it comes from"
    site, mode = headers.get("sec-fetch-site"), headers.get("sec-fetch-mode")
    if site in ("cross-site", "same-site") and mode != "navigate":
        return "another site may not read this page"
    return None


def _is_here(origin: str, port: int) -> bool:
    """Whether an origin, which may be no address at all, is this page."""
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme == "http" and parts.netloc.lower() in hosts(port)


def content_policy(port: int) -> str:
    """What the browser may load for the page: nothing from anywhere else."""
    sockets = " ".join(f"ws://{host}" for host in hosts(port))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",  # Vue compiles its templates
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            f"connect-src 'self' blob: {sockets}",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


class Gate:
    """Let through what may pass, and tell the browser to load nothing from elsewhere."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        """Stand before ``app``, which is served on ``port``."""
        self.app, self.port = app, port
        self.headers = {
            "content-security-policy": content_policy(port),
            "x-frame-options": "DENY",
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "cross-origin-opener-policy": "same-origin",
            "cross-origin-resource-policy": "same-origin",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or refuse it."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        reason = refusal(scope, self.port)
        if reason is None:
            await self.app(scope, receive, self._marked(send))
        elif scope["type"] == "websocket":
            await receive()  # the wish to connect
            await send({"type": "websocket.close", "code": 1008, "reason": reason})
        else:
            await PlainTextResponse(reason + "\n", 403)(scope, receive, self._marked(send))

    def _marked(self, send: Send) -> Send:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        return marked
