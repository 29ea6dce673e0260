"""``lmgsim data``: what there is, what is here, and downloads that are whole or not there."""

import gzip
import hashlib
import http.server
import os
import threading
import time
from pathlib import Path

import pytest

from sim.data import download, sources
from sim.data.download import fetch
from sim.data.sources import DataFile, Source, check, data_command, get, known_sources
from sim.errors import InputError

BODY = b"".join(b"%d,%d\n" % (n, n * 7919 % 1013) for n in range(40_000))
SHA = hashlib.sha256(BODY).hexdigest()
TAG = '"one"'
CUT = 12 * download.CHUNK  # bytes after which bad servers stop


class Server(http.server.BaseHTTPRequestHandler):
    """Serves BODY, well or badly, as the first part of the path says."""

    protocol_version = "HTTP/1.1"
    seen: list = []  # noqa: RUF012

    def log_message(self, *_):
        pass

    def do_GET(self):
        manner = self.path.split("/")[1]
        asked = self.headers.get("Range")
        Server.seen.append((manner, asked))
        if manner == "missing":
            self.send_error(404)
            return
        tag = '"two"' if manner == "changed" and asked else TAG
        start = 0
        if asked and manner != "plain" and self.headers.get("If-Range") == tag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
        body = BODY.replace(b"7", b"8") if manner == "wrong" else BODY
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("ETag", tag)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        rest = body[start:]
        if manner == "silent":
            self.wfile.write(rest[:1000])
            self.wfile.flush()
            time.sleep(1.0)
        elif manner == "slow":
            for n in range(0, len(rest), 200_000):
                self.wfile.write(rest[n : n + 200_000])
                time.sleep(0.05)
        elif manner == "dribble" or (manner in ("cut", "changed", "plain") and not asked):
            self.wfile.write(rest[:CUT])  # and no more
            self.close_connection = True
        else:
            self.wfile.write(rest)


@pytest.fixture(scope="module")
def address():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(autouse=True)
def forget():
    Server.seen.clear()


def refusal(action, *arguments, **options):
    with pytest.raises(InputError) as caught:
        action(*arguments, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


# ------------------------------------------------------------------ one download
@pytest.mark.parametrize("manner", ["good", "slow"])
def test_a_file_arrives_whole_and_readable(address, tmp_path, manner):
    heard = []
    target = tmp_path / "new" / "table.csv"
    told = lambda here, of: heard.append((here, of))  # noqa: E731
    assert fetch(f"{address}/{manner}/table.csv", target, SHA, told) == SHA
    assert target.read_bytes() == BODY
    assert left_in(target.parent) == ["table.csv"]
    assert heard[-1] == (len(BODY), len(BODY))
    assert target.stat().st_mode & 0o444 == 0o444


def test_a_download_that_is_cut_off_is_taken_up_again(address, tmp_path):
    target = tmp_path / "table.csv"
    fetch(f"{address}/cut/table.csv", target, SHA)
    assert target.read_bytes() == BODY
    assert [asked for _, asked in Server.seen] == [None, f"bytes={CUT}-"]


def test_a_server_without_ranges_sends_it_all_again(address, tmp_path):
    target = tmp_path / "table.csv"
    fetch(f"{address}/plain/table.csv", target, SHA)
    assert target.read_bytes() == BODY


def test_a_file_that_changed_in_between_is_not_patched_together(address, tmp_path):
    target = tmp_path / "table.csv"
    fetch(f"{address}/changed/table.csv", target, SHA)
    assert target.read_bytes() == BODY


def test_a_download_given_up_can_go_on_later(address, tmp_path, monkeypatch):
    target = tmp_path / "table.csv"
    monkeypatch.setattr(download, "TRIES", 1)
    message = refusal(fetch, f"{address}/cut/table.csv", target, SHA)
    assert f"cut off after {CUT} of {len(BODY)} bytes" in message
    assert "the same command goes on from there" in message
    assert not target.exists()
    fetch(f"{address}/cut/table.csv", target, SHA)
    assert target.read_bytes() == BODY
    assert Server.seen[-1] == ("cut", f"bytes={CUT}-")
    assert left_in(tmp_path) == ["table.csv"]


def test_a_server_that_keeps_cutting_off_is_given_up_but_every_byte_counts(address, tmp_path):
    message = refusal(fetch, f"{address}/dribble/table.csv", tmp_path / "table.csv", SHA)
    assert f"cut off after {CUT * download.TRIES} of" in message


def test_a_server_that_falls_silent_is_given_up(address, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "TRIES", 1)
    target = tmp_path / "table.csv"
    message = refusal(fetch, f"{address}/silent/table.csv", target, SHA, silence_seconds=0.2)
    assert "cut off after" in message
    assert not target.exists()


def test_a_wrong_checksum_leaves_nothing(address, tmp_path):
    message = refusal(fetch, f"{address}/wrong/table.csv", tmp_path / "table.csv", SHA)
    assert "another checksum" in message
    assert left_in(tmp_path) == []


def test_another_version_that_was_there_stays_and_nothing_is_asked(address, tmp_path):
    target = tmp_path / "table.csv"
    target.write_bytes(b"mine")
    assert "move it away" in refusal(fetch, f"{address}/good/table.csv", target, SHA)
    assert target.read_bytes() == b"mine"
    assert Server.seen == []


def test_the_right_file_is_not_fetched_again(address, tmp_path):
    target = tmp_path / "table.csv"
    target.write_bytes(BODY)
    assert fetch(f"{address}/good/table.csv", target, SHA) == SHA
    assert Server.seen == []


def test_a_file_without_a_known_checksum_is_taken_and_its_own_told(address, tmp_path):
    assert fetch(f"{address}/good/table.csv", tmp_path / "table.csv", "") == SHA


def test_a_missing_file_and_a_missing_server_are_told_plainly(address, tmp_path):
    assert "404" in refusal(fetch, f"{address}/missing/table.csv", tmp_path / "t.csv", SHA)
    nobody = "http://127.0.0.1:9/t.csv"
    assert nobody in refusal(fetch, nobody, tmp_path / "t.csv", SHA)
    assert left_in(tmp_path) == []


def test_an_interrupt_leaves_no_half_file(address, tmp_path):
    def stop(_here, _of):
        raise KeyboardInterrupt

    target = tmp_path / "table.csv"
    with pytest.raises(KeyboardInterrupt):
        fetch(f"{address}/good/table.csv", target, SHA, stop)
    assert not target.exists()
    assert all(name.startswith(".table.csv.part") for name in left_in(tmp_path))
    fetch(f"{address}/good/table.csv", target, SHA)
    assert target.read_bytes() == BODY
    assert left_in(tmp_path) == ["table.csv"]


def test_a_folder_that_cannot_be_written_is_told(address, tmp_path):
    (tmp_path / "file").write_text("in the way")
    target = tmp_path / "file" / "table.csv"
    assert "cannot write" in refusal(fetch, f"{address}/good/table.csv", target, SHA)


# ------------------------------------------------------------------ the command
def made_up(address, *manners, by_hand=()):
    files = [DataFile(f"sub/{m}.csv", SHA, f"{address}/{m}/{m}.csv") for m in manners]
    files += [DataFile(f"sub/{name}.csv", SHA, "") for name in by_hand]
    return Source("made_up", "A title", "A publisher", "A licence", ("Someone (2020).",),
                  "from a form on a page", tuple(files))  # fmt: skip


@pytest.fixture
def only(monkeypatch):
    def these(*known):
        monkeypatch.setattr(sources, "known_sources", lambda: known)

    return these


def test_get_downloads_what_has_an_address_and_tells_of_the_rest(address, tmp_path, only, capsys):
    only(made_up(address, "good", "cut", by_hand=("form",)))
    data_command(["get", "made_up", f"into={tmp_path}"])
    assert left_in(tmp_path / "sub") == ["cut.csv", "good.csv"]
    out = capsys.readouterr().out
    assert "A licence" in out
    assert "checksum right" in out
    assert "from a form on a page" in out
    data_command(["check", str(tmp_path)])
    assert "absent                      sub/form.csv" in capsys.readouterr().out


def test_get_stops_at_a_wrong_file_and_keeps_the_right_one(address, tmp_path):
    assert "another checksum" in refusal(get, made_up(address, "good", "wrong"), tmp_path)
    assert left_in(tmp_path / "sub") == ["good.csv"]


@pytest.mark.parametrize("where", ["the folder", "a folder in it", "the file", "its part"])
def test_a_link_is_never_written_through(address, tmp_path, where):
    thesis, folder = tmp_path / "thesis", tmp_path / "data"
    thesis.mkdir()
    (thesis / "mine").write_text("mine")
    source = made_up(address, "good")
    target = folder / source.files[0].path
    link, leads_to = {
        "the folder": (folder, thesis),
        "a folder in it": (target.parent, thesis),
        "the file": (target, thesis / "mine"),
        "its part": (target.with_name(f".{target.name}.part"), thesis / "mine"),
    }[where]
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(leads_to)
    refusal(get, source, folder)
    assert left_in(thesis) == ["mine"]
    assert (thesis / "mine").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix", reason="no umask here")
def test_a_download_obeys_the_umask(address, tmp_path):
    before = os.umask(0o027)
    try:
        fetch(f"{address}/good/table.csv", tmp_path / "new" / "table.csv", SHA)
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "new" / "table.csv").stat().st_mode & 0o777 == 0o640


def test_get_says_where_to_go_if_there_is_no_link(address, tmp_path):
    message = refusal(get, made_up(address, by_hand=("form",)), tmp_path)
    assert "no stable direct link" in message
    assert "from a form on a page" in message
    assert str(tmp_path / "sub" / "form.csv") in message


def test_check_finds_files_that_are_not_what_they_were(address, tmp_path, only, capsys):
    only(made_up(address, "good", by_hand=("form", "none")))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "good.csv").write_bytes(BODY)
    (tmp_path / "form.csv").write_bytes(gzip.compress(BODY))  # found without its folder, too
    message = refusal(check, tmp_path)
    assert "1 of 2 files" in message
    assert "form.csv" in message
    out = capsys.readouterr().out
    assert [line.split("  ")[0] for line in out.splitlines()] == [
        "present", "wrong checksum", "absent"
    ]  # fmt: skip
    assert Server.seen == []


def test_check_needs_a_folder_with_something_in_it(tmp_path):
    assert "no folder" in refusal(check, tmp_path / "none")
    assert "holds none of the known files" in refusal(check, tmp_path)


def test_the_list_names_every_source_with_licence_and_citation(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    data_command([])
    out = capsys.readouterr().out
    for source in known_sources():
        assert source.key in out
        assert source.licence in out
        assert all(citation in out for citation in source.citation)
        assert all(f"{Path('data') / file.path}: absent" in out for file in source.files)


@pytest.mark.parametrize(
    "arguments",
    [["fetch"], ["get"], ["get", "nothing"], ["get", "vdem", "to=here"], ["check", "a", "b"],
     ["get", "vdem", "into="]],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_in_one_line(arguments):
    assert refusal(data_command, arguments)


def test_every_known_file_has_a_checksum_or_an_address_that_is_pinned():
    for source in known_sources():
        assert source.files
        for file in source.files:
            assert file.sha256 or file.url
            assert not file.sha256 or len(file.sha256) == 64
            assert not file.url or file.url.startswith("https://")
            assert not Path(file.path).is_absolute()


def test_a_file_of_holes_in_place_of_a_table_is_refused_at_once(tmp_path):
    name = known_sources()[0].files[0].path.split("/")[-1]
    with (tmp_path / name).open("wb") as file:
        file.truncate(200 << 30)
    with pytest.raises(InputError, match="larger than"):
        check(tmp_path)
