"""Main sponsors as the catalogue writes them, and what they say about a text."""

import pytest

from sim.data.loaders.catalogued_sponsors import codes_of, direction
from sim.data.report import ReadingReport
from sim.data.states import load_states


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Cuba", "CUB"),
        ("China, Venezuela (Bolivarian Republic of)", "CHN VEN"),
        ("Jordan, Kuwait , Türkiye, Netherlands (Kingdom of the)", "JOR KWT TUR NLD"),
        ("Sweden (on behalf of the European Union)", "EU"),
        ("Pakistan (on behalf of the Organization of Islamic Cooperation, except Albania)",
         "OIC -ALB"),
        ("Pakistan on behalf of OIC except Albania and Tunisia", "OIC -ALB -TUN"),
        ("Côte d’Ivoire (on behalf of the Group of African States)", "AfricanGroup"),
        ("Azerbaijan (on behalf of the Movement of Non-Aligned Countries)", "NAM"),
        ("Oman (on behalf of Gulf Cooperation Council)", "GCC"),
        ("Palestine (on behalf of the Group of Arab States)", "ArabGroup"),
        ("Russian Federation on behalf of a group of States", "RUS"),
        ("Russia", "RUS"),
        ("Viet Nam, Syrian Arab Republic, South Africa", "VNM SYR ZAF"),
        ("European Union; African Group", "EU AfricanGroup"),
        ("", ""),
    ],
)  # fmt: skip
def test_sponsors_are_read_as_catalogued(words, codes):
    report = ReadingReport()
    assert codes_of(words, report) == codes
    assert not report.doubts


def test_what_is_no_state_is_left_out_and_counted():
    report = ReadingReport()
    assert codes_of("Cuba, Middle Earth", report) == "CUB"
    assert report.doubts.total() == 1


@pytest.mark.parametrize(
    ("codes", "pen", "orientation"),
    [
        ("GBR CAN MWI", "west", 1),
        ("EU", "west", 1),
        ("RUS CHN", "lmg", -1),
        ("OIC -ALB", "south", -1),
        ("GBR QAT SAU", "cross", 0),
        ("BRA", "cross", 0),
        ("", "cross", 0),
    ],
)
def test_sponsors_tell_which_way_a_text_points(codes, pen, orientation):
    assert direction(codes, load_states()) == (pen, orientation)
