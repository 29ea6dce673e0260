"""What is worked out of a draft, and what is asked."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.forecast.about import work_out
from sim.forecast.alike import SURE, UNCLEAR, Titles
from sim.forecast.draft import draft_of
from sim.forecast.earlier import Earlier

TODAY = np.datetime64("2023-03-01")


@pytest.fixture(scope="module")
def earlier(record):
    return Earlier.of(record.agenda, TODAY)


def one(earlier, **given):
    return work_out([draft_of(given)], earlier, TODAY)[0]


def test_a_known_title_tells_everything(earlier):
    text = one(earlier, title="Situation of human rights in Belarus")
    assert (text.series, text.kind, text.target, text.orientation) == (
        "belarus",
        "country",
        "BLR",
        1,
    )
    assert text.sponsors == "EU"
    assert not text.is_new
    assert text.basis["series"] == "from the title"
    assert text.basis["sponsors"] == "the usual ones of the series"


def test_without_a_date_it_comes_to_the_next_voting_day(earlier):
    text = one(earlier, title="The right to development")
    assert text.date >= TODAY
    assert text.session == "52"
    assert text.basis["date"] == "the next voting day, as assumed"


def test_what_is_given_overrules_what_is_worked_out(earlier):
    text = one(
        earlier, title="Situation of human rights in Belarus", sponsors="URY", orientation=-1,
        date="2023-04-04",
    )  # fmt: skip
    assert (text.sponsors, text.orientation, str(text.date)) == ("URY", -1, "2023-04-04")
    assert text.basis["orientation"] == "given"


def test_a_title_like_none_is_new(earlier):
    text = one(earlier, title="Zebra crossings and the stratosphere")
    assert text.is_new
    assert text.series.startswith("new-")
    assert text.kind == "thematic"
    assert "no earlier title" in text.basis["series"]


def test_a_new_text_on_a_state_points_the_way_of_those_who_table_it(earlier):
    west = one(earlier, title="The situation in Fiji", sponsors="EU, GBR", series="new")
    south = one(earlier, title="The situation in Fiji", sponsors="CHN, CUB", series="new")
    assert (west.target, west.orientation, south.orientation) == ("FJI", 1, -1)


def test_technical_assistance_does_not_scrutinise(earlier):
    assert one(earlier, title="Situation of human rights in Belarus", item=10).orientation == 0


def test_a_country_without_a_name_is_asked_for(earlier):
    with pytest.raises(InputError, match="on a country, but which"):
        one(earlier, title="Zebra crossings and the stratosphere", item=4)


def test_an_unknown_series_is_refused_with_the_nearest(earlier):
    with pytest.raises(InputError, match="belarus"):
        one(earlier, title="x", series="belaruss")


def test_an_amendment_needs_a_text(earlier):
    with pytest.raises(InputError, match="which is no other draft"):
        one(earlier, title="Delete it", amends="A text of nowhere")
    with pytest.raises(InputError, match="does not say of which text"):
        one(earlier, title="Delete it", kind="amendment")


def test_an_amendment_to_another_draft_has_its_series_and_is_tabled_against_its_sponsors(earlier):
    drafts = [
        draft_of({"title": "Situation of human rights in Belarus", "symbol": "A/HRC/52/L.9"}),
        draft_of({"title": "Delete it", "amends": "A/HRC/52/L.9", "sponsors": "RUS"}),
    ]
    text, amendment = work_out(drafts, earlier, TODAY)
    assert (amendment.kind, amendment.series, amendment.parent) == (
        "amendment",
        "belarus",
        "country",
    )
    assert amendment.amended == text.sponsors == "EU"
    assert (amendment.orientation, amendment.pen) == (-1, "lmg")


def test_an_amendment_to_an_amendment_is_refused(earlier):
    drafts = [
        draft_of({"title": "Situation of human rights in Belarus"}),
        draft_of({"title": "b", "amends": "Situation of human rights in Belarus"}),
        draft_of({"title": "c", "amends": "b"}),
    ]
    with pytest.raises(InputError, match="itself an amendment"):
        work_out(drafts, earlier, TODAY)


def test_likeness_bears_misspelling_and_other_endings():
    titles = Titles(["Human rights of migrants", "The right to food"], ["migrants", "food"])
    near = titles.nearest("Human rights of migrant")
    assert near[0].series == "migrants"
    assert near[0].cosine >= SURE
    assert titles.nearest("Zebra crossings")[0].cosine < UNCLEAR


def test_a_title_between_two_series_is_asked_about(earlier, monkeypatch):
    monkeypatch.setattr("sim.forecast.about.SURE", 0.999)
    monkeypatch.setattr("sim.forecast.about.UNCLEAR", 0.001)
    with pytest.raises(InputError) as caught:
        one(earlier, title="Zebra rights and the cooperation of the stratosphere")
    assert "unclear which series it renews. Say series: with one of" in str(caught.value)


def test_how_often_a_vote_is_asked_for_is_told_by_the_series(earlier):
    always = one(earlier, title="Situation of human rights in Belarus")
    never = one(earlier, title="Freedom of opinion and expression")
    assert always.asked > 0.8
    assert never.asked < 0.2
    assert "of the last" in always.basis["asked"]


def test_what_was_always_adopted_without_a_vote_has_a_series_and_no_votes(earlier):
    text = one(earlier, title="The human rights of older persons")
    assert text.series == "the-human-rights-of-older-persons"
    assert text.is_new
    assert text.asked < 0.2
