"""The record brought up to date: what is new is said, and what fails leaves the old one whole."""

import http.server
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.data import download
from sim.data.public_votes import PublicRecord
from sim.data.record import update as update_module
from sim.data.record.in_force import chosen, in_force, look_again
from sim.data.record.members import add_members
from sim.data.record.own_votes import add_votes, own_texts
from sim.data.record.stored import embedded_record, read_record
from sim.data.record.update import update
from sim.data.record.votes_part import members_from_votes
from sim.data.recorded import embedded_agenda, seats_on
from sim.data.report import ReadingReport
from sim.data.sources import DataFile, Source
from sim.data.states import load_states, read_table
from sim.errors import InputError
from sim.world import NO_SEAT, YES
from tests.data.record.words import (
    MADE_UP_DAY,
    made_up_call,
    members_on,
    publish,
    votes_file,
    write,
)

SYMBOL = "A/HRC/RES/60/91"
SHARED = Path(__file__).parents[4] / "shared" / "data"
RATINGS = "country,year,status,score,political_rights,civil_liberties\n"


def refusal(action, *arguments):
    with pytest.raises(InputError) as caught:
        action(*arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def bytes_of(place):
    return {path.name: path.read_bytes() for path in sorted(place.iterdir())}


@pytest.fixture
def given(tmp_path):
    """A folder of publishers' files with one made-up roll call."""
    return publish(tmp_path / "given", *made_up_call())


@pytest.fixture
def last_session():
    """The roll calls of one session, and their votes, by the package's record."""
    with chosen("embedded"):
        calls, votes = read_table("rollcalls.csv"), read_table("votes.csv")
    mine = calls.session == "58"
    return calls[mine], votes[mine.to_numpy()]


# ------------------------------------------------------------------ what it brings
def test_new_roll_calls_are_taken_said_and_used(mine, given):
    done = update(given)
    assert done.changed
    assert f"votes: 1 new roll calls, {MADE_UP_DAY} to {MADE_UP_DAY}" in done.gathered.news
    assert in_force().last_vote == MADE_UP_DAY
    agenda, _ = embedded_agenda()
    assert agenda.symbol[-1] == SYMBOL
    with chosen("embedded"):
        assert SYMBOL not in embedded_agenda()[0].symbol


def test_roll_calls_that_a_folder_does_not_have_stay(mine, given):
    with chosen("embedded"):
        before = len(read_table("rollcalls.csv"))
    done = update(given)
    assert len(read_table("rollcalls.csv")) == before + 1
    assert f"votes: {before} roll calls of the record are not in these files" in done.gathered.news


def test_the_same_votes_again_are_nothing_new(mine, tmp_path, last_session):
    done = update(publish(tmp_path / "given", *last_session))
    assert done.after.digest == embedded_record().digest
    assert not any("new roll calls" in line or "other votes" in line
                   for line in done.gathered.news)  # fmt: skip


def test_votes_that_a_publisher_has_changed_are_said(mine, tmp_path, last_session):
    calls, votes = last_session
    symbol, code = calls.symbol.iloc[0], votes.yes.iloc[0].split()[0]
    folder = publish(tmp_path / "given", calls, votes, {(symbol, code): "N"})
    news = update(folder).gathered.news
    assert any("other votes now" in line and symbol in line for line in news)


def test_two_updates_give_the_same_bytes(mine, given, tmp_path):
    update(given)
    first = bytes_of(mine / "record")
    update(given)
    assert bytes_of(mine / "record") == first
    with chosen(str(tmp_path / "other")):
        look_again()
        update(given)
        assert bytes_of(tmp_path / "other" / "record") == first


def test_new_members_are_known_by_their_votes():
    """Made up: in early 2027 a state of each group votes that nobody knew to sit."""
    states, terms = load_states(), read_table("council.csv")
    sits = seats_on(np.datetime64("2027-02-01"), terms, states)
    new = [int(np.flatnonzero((states.group == g) & ~sits)[0]) for g in range(5)]
    recorded = np.where(sits, YES, NO_SEAT)[None].repeat(2, 0).astype(np.int8)
    recorded[:, new] = YES
    table = pd.DataFrame({"date": pd.to_datetime(["2027-03-01"] * 2)})
    read = PublicRecord(table, recorded, states, ReadingReport())
    found, lines = members_from_votes(read, terms)
    codes = sorted(states.iso3[i] for i in new)
    more = found[
        ~found.set_index(["iso3", "from"]).index.isin(terms.set_index(["iso3", "from"]).index)
    ]
    assert sorted(more.iso3) == codes
    assert set(more["from"]) == {"2027-01-01"}
    assert set(more["until"]) == {"2029-12-31"}
    assert lines == [
        f"members: new from 2027, known by their votes: {' '.join(lines[0].split()[-5:])}"
    ]


def test_nobody_is_taken_for_a_member_of_a_full_group():
    states, terms = load_states(), read_table("council.csv")
    sits = seats_on(np.datetime64("2026-03-01"), terms, states)
    recorded = np.where(sits, YES, NO_SEAT)[None].astype(np.int8)
    recorded[:, states.index("MCO")] = YES
    table = pd.DataFrame({"date": pd.to_datetime(["2026-03-01"])})
    read = PublicRecord(table, recorded, states, ReadingReport())
    assert len(members_from_votes(read, terms)[0]) == len(terms)


def test_a_vote_without_a_seat_leaves_its_roll_call_out(mine, tmp_path):
    calls, votes = made_up_call()
    votes["yes"] += " MCO"
    calls["yes"] = "21"
    done = update(publish(tmp_path / "given", calls, votes))
    assert any("left out" in line and "MCO" in line for line in done.gathered.news)
    assert SYMBOL not in set(read_table("rollcalls.csv").symbol)


def test_a_list_of_few_members_is_left_out(mine, tmp_path):
    calls, votes = made_up_call()
    votes["abstain"], calls["abstain"] = "", "0"
    done = update(publish(tmp_path / "given", calls, votes))
    assert any("only 30 of 47 members are listed" in line for line in done.gathered.news)


def test_ratings_are_brought_up_to_date(mine, tmp_path):
    (tmp_path / "fiw.csv").write_text(
        RATINGS + "France,2025,Free,91,38,53\nFrance,2026,Free,90,38,52\n"
    )
    done = update(tmp_path)
    assert any(line.startswith("ratings: 1 new, of 2026") for line in done.gathered.news)
    table = read_table("freedom.csv").set_index(["iso3", "year"])
    assert table.total["FRA", "2026"] == "90"
    assert sorted(in_force().tables) == ["freedom.csv"]


def test_a_file_that_is_no_known_table_is_listed_with_the_reason(mine, given):
    (given / "thesis.csv").write_text("chapter,page\n1,2\n")
    (given / "notes.md").write_text("not looked at")
    done = update(given)
    assert len(done.gathered.refused) == 1
    assert "thesis.csv" in done.gathered.refused[0]
    assert "chapter, page" in done.gathered.refused[0]


@pytest.mark.parametrize("content", [None, "chapter,page\n1,2\n", "<!DOCTYPE html><p>Moved</p>\n"])
def test_a_folder_in_which_nothing_is_known_is_refused(mine, tmp_path, content):
    folder = tmp_path / "given"
    folder.mkdir()
    if content:
        (folder / "thesis.csv").write_text(content)
    assert str(folder) in refusal(update, folder)
    assert "no folder" in refusal(update, tmp_path / "nowhere")


def test_two_records_of_the_council_are_one_too_many(mine, given):
    publish(given / "more", *made_up_call())
    assert "two records" in refusal(update, given)


def test_the_packages_own_record_is_not_updated(given):
    assert "data=embedded" in refusal(update, given)


# ------------------------------------------------------------------ what a user had added
def test_votes_of_ones_own_outlive_an_update(mine, given, tmp_path):
    add_votes(votes_file(tmp_path / "v.csv", symbol="A/HRC/RES/60/92"))
    update(given)
    assert [text.symbol for text in own_texts(in_force())] == ["A/HRC/RES/60/92"]
    assert {SYMBOL, "A/HRC/RES/60/92"} <= set(read_table("rollcalls.csv").symbol)


def test_votes_that_a_publisher_has_brought_are_dropped_and_differences_said(mine, tmp_path, given):
    with chosen("embedded"):
        members = members_on(MADE_UP_DAY)
    change = dict.fromkeys(members[20:30], "N") | dict.fromkeys(members[31:], "A")
    add_votes(votes_file(tmp_path / "v.csv", change=change))
    done = update(given)
    assert own_texts(in_force()) == []
    assert len(done.dropped) == 1
    assert "1 votes differ" in done.dropped[0]
    assert f"{members[30]} yes, now abstain" in done.dropped[0]
    assert (read_table("rollcalls.csv").symbol == SYMBOL).sum() == 1


def test_terms_of_ones_own_outlive_an_update(mine, given, tmp_path):
    add_members(write(tmp_path / "m.csv", [{"iso3": "FRA", "from": "2027-01-01",
                                            "until": "2029-12-31"}]))  # fmt: skip
    update(given)
    table = read_table("council.csv")
    assert ((table.iso3 == "FRA") & (table["from"] == "2027-01-01")).any()


# ------------------------------------------------------------------ what fails
def test_a_malformed_file_leaves_the_old_record_whole(mine, given, tmp_path):
    update(given)
    before = bytes_of(mine / "record")
    votes = given / "votes_long.csv"
    votes.write_text(votes.read_text().replace(",Y\n", ",maybe\n", 1))
    assert "votes_long.csv" in refusal(update, given)
    assert bytes_of(mine / "record") == before
    look_again()
    assert in_force().last_vote == MADE_UP_DAY


def test_a_damaged_record_is_made_anew_with_what_was_added(mine, given, tmp_path):
    add_votes(votes_file(tmp_path / "v.csv", symbol="A/HRC/RES/60/92"))
    update(given)
    path = mine / "record" / "rollcalls.csv"
    path.write_bytes(path.read_bytes()[:-200])
    look_again()
    assert "rollcalls.csv" in refusal(in_force)
    update(given)
    assert {SYMBOL, "A/HRC/RES/60/92"} <= set(read_table("rollcalls.csv").symbol)


def test_what_was_added_is_never_thrown_away_when_it_is_damaged(mine, given, tmp_path):
    add_votes(votes_file(tmp_path / "v.csv", symbol="A/HRC/RES/60/92"))
    path = mine / "record" / "own_votes.csv"
    path.write_bytes(path.read_bytes()[:-10])
    look_again()
    assert "own_votes.csv" in refusal(update, given)
    assert path.exists()


def test_somebody_elses_folder_is_left_alone(mine, given):
    (mine / "record").mkdir(parents=True)
    (mine / "record" / "thesis").write_text("mine")
    assert "without lmgsim's mark" in refusal(update, given)
    assert (mine / "record" / "thesis").read_text() == "mine"


WRITER = """
import sys
from sim.data.record.stored import write_record
from sim.data.states import load_states
from pathlib import Path
codes = load_states().iso3
one, other = (
    {"freedom.csv": "".join(
        ["iso3,year,total,basis\\n"]
        + [f"{code},{year},50,published\\n" for code in codes for year in range(1945, last)]
    ).encode()}
    for last in (2045, 2145))
print("ready", flush=True)
while True:
    for tables in (one, other):
        write_record(Path(sys.argv[1]), tables, [])
"""


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_old_record_or_the_new_one(tmp_path):
    place = tmp_path / "record"
    for n in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(place)], stdout=subprocess.PIPE, text=True
        )
        process.stdout.readline()
        deadline = time.monotonic() + 20
        while not (place / "record.json").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(0.05 + 0.013 * n)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert len(read_record(place).tables["freedom.csv"].splitlines()) in (19301, 38601)


# ------------------------------------------------------------------ downloads
class Server(http.server.BaseHTTPRequestHandler):
    """Serves the files of ``served``, well or badly, as the first part of the path says."""

    protocol_version = "HTTP/1.1"
    served: dict = {}  # noqa: RUF012

    def log_message(self, *_):
        pass

    def do_GET(self):
        _, manner, name = self.path.split("/")
        body = Server.served[name]
        if manner == "html":
            body = b"<!DOCTYPE html>\n<html><body><p>This page has moved</p></body></html>\n"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if manner == "cut":
            self.wfile.write(body[:100])
            self.close_connection = True
        elif manner == "slow":
            for start in range(0, len(body), 200):
                self.wfile.write(body[start : start + 200])
                time.sleep(0.01)
        elif manner == "silent":
            self.wfile.write(body[:100])
            self.wfile.flush()
            time.sleep(0.6)
            self.close_connection = True
        else:
            self.wfile.write(body)


@pytest.fixture
def served(monkeypatch, given):
    """Lets the sources be those of a server of the test's own, in a manner."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    server.block_on_close = False
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    names = ("resolutions.csv", "votes_long.csv")
    Server.served = {name: (given / name).read_bytes() for name in names}

    def known(manner):
        address = f"http://127.0.0.1:{server.server_address[1]}/{manner}"
        files = tuple(DataFile(f"unhrc/{name}", "0" * 64, f"{address}/{name}") for name in names)
        form = Source("vdem", "", "", "", (), "from a form", (DataFile("vdem.csv", "", ""),))
        sources = (Source("council_votes", "", "", "", (), "", files), form)
        monkeypatch.setattr(update_module, "known_sources", lambda: sources)

    monkeypatch.setattr(download, "TRIES", 1)
    yield known
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("manner", ["good", "slow"])
def test_what_has_an_address_is_downloaded_whatever_its_checksum(mine, served, manner):
    served(manner)
    heard = []
    done = update(None, lambda name, here, of: heard.append((name, here, of)))
    assert in_force().last_vote == MADE_UP_DAY
    assert {name for name, _, _ in heard} == {"resolutions.csv", "votes_long.csv"}
    assert done.by_hand == ["vdem: from a form"]
    assert not (mine / "incoming").exists()


@pytest.mark.parametrize("manner", ["cut", "html", "silent"])
def test_a_download_that_fails_leaves_the_old_record(mine, served, given, manner, monkeypatch):
    update(given)
    before = bytes_of(mine / "record")
    served(manner)
    monkeypatch.setattr(download, "SILENCE_SECONDS", 0.2)
    message = refusal(update, None)
    assert "http://127.0.0.1" in message
    assert {"cut": "cut off after", "html": "a page of the web, no table",
            "silent": "http"}[manner] in message  # fmt: skip
    assert bytes_of(mine / "record") == before
    served("good")
    update(None)
    look_again()
    assert in_force().last_vote == MADE_UP_DAY


def test_a_file_that_has_changed_since_a_failed_update_is_fetched_anew(mine, served, given):
    served("html")
    refusal(update, None)
    calls, votes = made_up_call(day="2025-12-11")
    publish(given, calls, votes)
    Server.served = {name: (given / name).read_bytes() for name in Server.served}
    served("good")
    update(None)
    assert in_force().last_vote == "2025-12-11"


# ------------------------------------------------------------------ the whole public record
@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.skipif(not SHARED.exists(), reason="needs the reference data")
def test_the_whole_public_record_is_the_packages_in_either_shape(mine, tmp_path):
    """What the package holds is what an update makes of the same files, byte for byte."""
    done = update(SHARED / "unhrc")
    assert done.after.digest == embedded_record().digest
    assert done.after.tables == {}
    done = update(as_published(SHARED / "unhrc", tmp_path / "published"))
    assert done.after.digest == embedded_record().digest


def as_published(folder, into):
    """The compiled record in the shape of its compiler's repository, rejected drafts beside it."""
    into.mkdir()
    calls = pd.read_csv(folder / "unhrc_rollcalls.csv", dtype=str, keep_default_na=False)
    votes = pd.read_csv(folder / "unhrc_votes_long.csv", dtype=str, keep_default_na=False)
    calls["body"], calls["vote_type"] = "Human Rights Council", "recorded"
    flags = ["is_amendment", "country_specific", "pal_isr", "tally_match"]
    calls = calls.drop(columns=[*flags, "yes", "no", "abst", "absent", "blank", "n_rows"])
    calls = calls.rename(columns={"sponsors": "main_sponsors", "yes_off": "yes", "no_off": "no",
                                  "abst_off": "abstain"})  # fmt: skip
    calls.to_csv(into / "resolutions.csv", index=False)
    votes.drop(columns=flags, errors="ignore").to_csv(into / "votes_long.csv", index=False)
    for path in folder.glob("*_L[0-9]*_*.csv"):
        (into / path.name).write_bytes(path.read_bytes())
    return into


@pytest.mark.parametrize("name", ["resolutions.csv", "votes_long.csv"])
def test_a_publishers_table_without_a_row_is_refused_in_a_line(mine, given, name):
    path = given / name
    path.write_text(path.read_text().splitlines()[0] + "\n")
    refusal(update, given)
    assert not (mine / "record").exists()
