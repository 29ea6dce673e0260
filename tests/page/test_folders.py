"""No name from the page leads out of the folders of results and scenarios."""

import asyncio
import json
import os

import pytest

from sim.errors import InputError
from sim.page.folders import FOLDERS, inside, scenario_file
from sim.page.reading import results
from sim.page.server import application

OUTSIDE = ["..", ".", "../secret", "..%2fsecret", "a/b", "/etc/passwd", "a\\b", "", "\0", "~",
           "x" * 200, "..\u2215x", ".hidden"]  # fmt: skip


@pytest.fixture
def folders(tmp_path, monkeypatch):
    for name in ("results", "scenario"):
        (tmp_path / name).mkdir()
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "report.html").write_text("secret")
    monkeypatch.setattr(FOLDERS, "results", tmp_path / "results")
    monkeypatch.setattr(FOLDERS, "scenarios", tmp_path / "scenario")
    return tmp_path


@pytest.mark.parametrize("name", OUTSIDE)
def test_what_is_not_a_plain_name_is_refused(folders, name):
    with pytest.raises(InputError, match="plain file name"):
        inside(folders / "results", name, "report.html")
    with pytest.raises(InputError, match="cannot name a scenario"):
        scenario_file(name)


def test_a_link_out_of_the_folder_is_refused(folders):
    (folders / "results" / "sly").symlink_to(folders / "secret")
    with pytest.raises(InputError, match="leads out"):
        inside(folders / "results", "sly", "report.html")
    (folders / "scenario" / "sly.yaml").symlink_to(folders / "secret" / "report.html")
    with pytest.raises(InputError, match="leads out"):
        scenario_file("sly")


BROKEN = ("no JSON", '{"title": NaN}', "[1]", "{" * 20_000, '{"title": "\\ud800"', "\0", "")


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_a_summary_that_is_broken_is_said_beside_its_report(folders, text):
    put_report(folders, "mine", "2026-01-01T00-00-00", text)
    (one,) = results()
    assert one.title == one.seed == ""
    assert one.problem.startswith("mine/2026-01-01T00-00-00/summary.json")
    assert "\n" not in one.problem


@pytest.mark.parametrize("kind", ["pipe", "zeros", "folder", "huge"])
@pytest.mark.parametrize("name", ["summary.json", "report.html"])
def test_only_regular_files_of_results_are_opened(folders, name, kind):
    put_report(folders, "mine", "2026-01-01T00-00-00", "{}")
    place = folders / "results" / "mine" / "2026-01-01T00-00-00" / name
    place.unlink()
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "zeros":
        place.symlink_to("/dev/zero")
    elif kind == "folder":
        place.mkdir()
    else:
        with place.open("wb") as file:
            file.truncate(1 << 40)
    found = results()
    if name == "summary.json":
        assert "summary.json" in found[0].problem
    else:
        assert [one.scenario for one in found] == (["mine"] if kind == "huge" else [])


def test_what_a_summary_says_is_cut_short(folders):
    put_report(folders, "mine", "2026-01-01T00-00-00", json.dumps({"title": "x" * 10**6}))
    assert len(results()[0].title) == 200


def put_report(folders, scenario, moment, summary=None):
    place = folders / "results" / scenario / moment
    place.mkdir(parents=True)
    (place / "report.html").write_text(f"<p>{scenario}</p>")
    if summary is not None:
        (place / "summary.json").write_text(summary)


def test_results_are_listed_the_newest_first(folders):
    put_report(folders, "old", "2026-01-01T00-00-00", json.dumps({"title": "Old", "seed": 1}))
    put_report(folders, "new", "2026-02-01T00-00-00", "no JSON")
    (folders / "results" / "sly").symlink_to(folders)
    found = results()
    assert [(one.scenario, one.title) for one in found] == [("new", ""), ("old", "Old")]
    assert found[0].address == "/report/new/2026-02-01T00-00-00"


def get(path, port=8765):
    sent = []

    asked = []

    async def receive():
        if asked:
            await asyncio.sleep(3600)  # the browser waits for its answer
        asked.append(path)
        return {"type": "http.request"}

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
        "root_path": "", "scheme": "http", "query_string": b"", "http_version": "1.1",
        "headers": [(b"host", f"127.0.0.1:{port}".encode())], "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", port),
    }  # fmt: skip
    asyncio.run(application(port)(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"], dict(sent[0]["headers"]), body


def test_the_report_of_a_folder_is_served_and_can_do_nothing(folders):
    put_report(folders, "mine", "2026-01-01T00-00-00")
    status, headers, body = get("/report/mine/2026-01-01T00-00-00")
    assert (status, body) == (200, b"<p>mine</p>")
    assert b"default-src 'none'" in headers[b"content-security-policy"]


@pytest.mark.parametrize(
    "path",
    ["/report/../secret", "/report/mine/..", "/report/%2e%2e/secret", "/report/sly/secret",
     "/report/mine/2030-01-01T00-00-00", "/report/..\\secret/x"],
)  # fmt: skip
def test_nothing_else_is_served(folders, path):
    put_report(folders, "mine", "2026-01-01T00-00-00")
    (folders / "results" / "sly").symlink_to(folders)
    status, _, body = get(path)
    assert status == 404
    assert b"secret</p>" not in body
    assert body != b"secret"


def test_scripts_come_from_the_installed_packages_and_are_never_fetched(folders, monkeypatch):
    import requests

    def refuse(*_given, **_named):
        raise AssertionError("the page asked for something outside")

    monkeypatch.setattr(requests, "get", refuse)
    monkeypatch.setattr(requests, "post", refuse)
    status, _, body = get("/_solara/cdn/requirejs@2.3.6/require.js")
    assert status == 200
    assert body
    for path in ("/_solara/cdn/nobody@1.0.0/has-this.js", "/_solara/cdn/../../pyvenv.cfg"):
        assert get(path)[0] == 404
