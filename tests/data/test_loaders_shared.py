"""The readers on the real public files, where the reference data folder is at hand."""

from collections import Counter
from pathlib import Path

import pytest

from sim.data.loaders.aiddata_gcdf import read_aiddata_gcdf
from sim.data.loaders.assembly_votes import read_assembly_votes
from sim.data.loaders.commission_votes import read_commission_votes
from sim.data.loaders.freedom_house import read_freedom_house
from sim.data.loaders.ideal_points import read_ideal_points
from sim.data.loaders.oecd_dac2a import read_oecd_dac2a
from sim.data.loaders.vdem import read_vdem
from sim.data.public_votes import read_public_votes
from sim.data.recorded import embedded_agenda
from sim.data.report import ReadingReport
from sim.data.sources import known_sources

DATA = Path(__file__).parents[2].parent / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not DATA.is_dir(), reason="needs the reference data in ../shared/data"),
]


@pytest.mark.parametrize(
    ("reader", "path", "rows", "states"),
    [
        (read_freedom_house, "regime/freedom_house_1990_2024.csv", 6647, 193),
        (read_freedom_house, "regime/freedom_house_full_subscores_2012_2024.csv", 2509, 193),
        (read_vdem, "regime/vdem_simple_v15_2000_2024.csv", 4289, 172),
        (read_oecd_dac2a, "aid/oecd_dac2a_donor_recipient_2009_2022.csv.gz", 45037, 142),
        (read_aiddata_gcdf, "aid/aiddata_gcdf3_china_country_year_cow.csv", 2458, 138),
        (read_ideal_points, "ideal_points/IdealpointsJuly2025_1990_2023.csv", 6304, 193),
        (read_ideal_points, "ideal_points/IdealpointestimatesHumanRights_Apr2020.csv", 8331, 193),
    ],
)
def test_tables_of_states_are_read_whole(reader, path, rows, states):
    report = ReadingReport()
    table = reader(DATA / path, report)
    assert (len(table), table.iso3.nunique()) == (rows, states)
    assert report.rows == rows


def test_the_councils_record_is_the_embedded_one_once_mended():
    mine, _ = embedded_agenda()
    theirs, _, report = read_public_votes(DATA / "unhrc")
    assert len(theirs) == len(mine) == 947

    def named(agenda):
        said = zip(agenda.symbol, agenda.date, agenda.recorded, strict=True)
        return Counter((symbol.split(" ")[0], day, row.tobytes()) for symbol, day, row in said)

    assert named(mine) == named(theirs)
    assert report.repairs["roll calls on rejected drafts, added"] == 1


def test_what_changes_in_the_councils_record_up_to_2020_is_known():
    agenda, _, report = read_public_votes(DATA / "unhrc", until="2020-12-31")
    assert (report.roll_calls, report.votes) == (619, 28742)
    assert report.reasons["votes on a motion not to act, listed as the amendment's"] == 2
    assert not {"A/HRC/26/L.37", "A/HRC/29/L.37"} & set(agenda.symbol)
    assert report.reasons["amendments of 2016 whose rows are swapped"] == 47
    assert report.reasons["roll calls whose rows are another's"] == 4
    gone = {"A/HRC/27/L.44", "A/HRC/35/L.41", "A/HRC/35/L.42", "A/HRC/36/L.55"}
    assert not gone & set(agenda.symbol)
    assert {k: v for k, v in report.repairs.items() if "corrected" in k} == {
        "votes on A/HRC/RES/34/3, corrected": 16,
        "votes on A/HRC/RES/16/31, corrected": 4,
    }
    votes = agenda.recorded[agenda.symbol.index("A/HRC/RES/34/3")]
    assert [(votes == v).sum() for v in (1, -1, 0)] == [31, 16, 0]


def series_with_predecessors(agenda):
    """How many roll calls follow an earlier day's of the same series."""
    first: dict[int, int] = {}
    for slot, day in zip(agenda.slots[:, 0], agenda.day, strict=True):
        first.setdefault(slot, day)
    return sum(first[s] < d for s, d in zip(agenda.slots[:, 0], agenda.day, strict=True))


@pytest.mark.slow
def test_most_texts_of_the_commission_have_predecessors():
    agenda, _, report = read_commission_votes(DATA / "unhrc" / "chr_votes_long_1947_2005.csv")
    assert (report.roll_calls, report.votes) == (667, 29999)
    assert series_with_predecessors(agenda) / len(agenda) > 0.65


@pytest.mark.slow
def test_most_texts_of_the_assembly_have_predecessors():
    agenda, _, report = read_assembly_votes(DATA / "unga")
    assert (report.roll_calls, report.votes) == (1015, 154050)
    assert series_with_predecessors(agenda) / len(agenda) > 0.65


def test_the_files_at_hand_are_the_versions_this_release_knows():
    statuses = {file.path: file.status(DATA) for source in known_sources() for file in source.files}
    assert "wrong checksum" not in statuses.values()
    assert sum(status == "present" for status in statuses.values()) >= 10
