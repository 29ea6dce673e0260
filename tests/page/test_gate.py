"""Only a browser on this machine that opened this very page may drive it."""

import asyncio

import pytest

from sim.page.gate import Gate, content_policy

PORT = 8765
HERE = "127.0.0.1:8765"


def asked(kind="http", method="GET", **headers):
    """What the gate answers: a status, or the code with which it closes a socket."""
    sent = []

    async def behind(scope, receive, send):
        if scope["type"] == "websocket":
            await send({"type": "websocket.accept"})
        else:
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b""})

    async def receive():
        return {"type": "websocket.connect" if kind == "websocket" else "http.request"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": kind,
        "method": method,
        "path": "/",
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
        ],
    }
    asyncio.run(Gate(behind, PORT)(scope, receive, send))
    return sent[0]


def test_the_page_may_be_opened_under_its_own_address():
    for host in (HERE, "localhost:8765"):
        assert asked(host=host)["status"] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", "", "localhost"]
)
def test_another_name_for_this_address_is_refused(host):
    assert asked(host=host)["status"] == 403
    closed = asked("websocket", host=host, origin=f"http://{host}")
    assert closed == {**closed, "type": "websocket.close", "code": 1008}


def test_a_request_without_a_host_is_refused():
    assert asked()["status"] == 403


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "https://127.0.0.1:8765", "http://127.0.0.1:9999", "null", "",
     "http://127.0.0.1:8765.evil.example", "http://localhost", "http://[", "http://[x]"],
)  # fmt: skip
def test_a_foreign_origin_cannot_drive_it(origin):
    assert asked(host=HERE, origin=origin)["status"] == 403
    assert asked("websocket", host=HERE, origin=origin)["type"] == "websocket.close"


def test_a_socket_or_a_post_has_to_say_where_it_comes_from():
    assert asked("websocket", host=HERE)["type"] == "websocket.close"
    assert asked(method="POST", host=HERE)["status"] == 403
    assert asked("websocket", host=HERE, origin=f"http://{HERE}")["type"] == "websocket.accept"
    assert asked(method="POST", host=HERE, origin=f"http://{HERE}")["status"] == 200


def test_another_site_may_link_to_the_page_but_not_read_it():
    cross = {"host": HERE, "sec_fetch_site": "cross-site"}
    assert asked(**cross, sec_fetch_mode="navigate")["status"] == 200
    assert asked(**cross, sec_fetch_mode="no-cors")["status"] == 403


def test_the_browser_is_told_to_load_nothing_from_elsewhere():
    headers = dict(asked(host=HERE)["headers"])
    assert headers[b"content-security-policy"].decode() == content_policy(PORT)
    assert headers[b"x-frame-options"] == b"DENY"
    policy = content_policy(PORT)
    assert policy.startswith("default-src 'none'")
    sources = [word for part in policy.split("; ") for word in part.split()[1:]]
    own = {"'none'", "'self'", "'unsafe-inline'", "'unsafe-eval'", "data:", "blob:"}
    assert set(sources) <= own | {f"ws://{HERE}", "ws://localhost:8765"}
