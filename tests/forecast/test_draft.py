"""What a draft may say, and how what it may not say is refused."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.forecast.draft import LONGEST_TITLE, draft_of, read_drafts, sponsors_of


def test_a_title_is_enough():
    draft = draft_of({"title": "  Human rights\n in  Belarus "})
    assert draft.title == "Human rights in Belarus"
    assert (draft.date, draft.sponsors, draft.target) == (None, None, "")


@pytest.mark.parametrize(
    ("given", "codes"),
    [
        ("GBR, Norway; united states of america", "GBR NOR USA"),
        (["European Union", "mex", "MEX"], "EU MEX"),
        ("Pakistan on behalf of the Organisation of Islamic Cooperation", "OIC"),
        ("Azerbaijan (on behalf of the Non-Aligned Movement)", "NAM"),
        ("OIC -ALB", "OIC -ALB"),
        ("Côte d'Ivoire on behalf of the Group of African States", "AfricanGroup"),
    ],
)
def test_sponsors_are_states_and_groups_by_name_or_code(given, codes):
    assert sponsors_of(given) == codes


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({}, "without a title"),
        ({"title": " "}, "without a title"),
        ("a title", "is no draft"),
        ({"title": "x", "sponsor": "GBR"}, "nearest: sponsors"),
        ({"title": "x", "sponsors": "Uruguauy"}, "nearest: Uruguay"),
        ({"title": "x", "sponsors": [["GBR", "FRA"]]}, "is no name"),
        ({"title": "x", "sponsors": "[['GBR', 'FRA']]"}, "is no name"),
        ({"title": "x", "sponsors": ["GBR", 3]}, "is no name"),
        ({"title": "x", "target": "Wakanda"}, "no member state"),
        ({"title": "x", "date": "next March"}, "no day such as 2027-03-25"),
        ({"title": "x", "date": "2027-02-30"}, "no day"),
        ({"title": "x", "item": 11}, "no item of the agenda"),
        ({"title": "x", "item": True}, "no item of the agenda"),
        ({"title": "x", "kind": "war"}, "none of country, thematic"),
        ({"title": "x", "orientation": 2}, "scrutinises (1)"),
        ({"title": "x", "orientation": 1.0}, "scrutinises (1)"),
        ({"title": "x" * (LONGEST_TITLE + 1)}, "at most 1,000"),
        ({"title": ["a", "b"]}, "plain words are wanted"),
        ({"title": "a\x07b"}, "cannot be printed"),
    ],
)
def test_what_no_draft_may_say_is_refused_in_a_line(content, words):
    with pytest.raises(InputError) as caught:
        draft_of(content)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_files_hold_one_draft_a_list_or_a_list_under_drafts(tmp_path):
    for text in ("title: a\n", "- title: a\n", "drafts:\n- title: a\n"):
        (tmp_path / "d.yaml").write_text(text)
        assert [d.title for d in read_drafts(tmp_path / "d.yaml")] == ["a"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no draft in it"),
        ("[]", "no draft in it"),
        ("- title: a\n- text: b\n", "draft 2: a draft without a title"),
        ("- {title: a, date: 2027-03-26}\n- {title: b, date: 2027-03-25}\n", "order of the vote"),
        ("- {title: a, symbol: A/1}\n- {title: b, symbol: A/1}\n", "two drafts with the symbol"),
        ("- title: a\n" * 201, "at most 200"),
        ("title: !!python/object:os.system x\n", "tag"),
    ],
)
def test_bad_files_are_refused_with_file_and_draft(tmp_path, text, words):
    path = tmp_path / "d.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        read_drafts(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_date_of_yaml_and_one_in_words_are_the_same_day():
    day = np.datetime64("2027-03-25")
    import datetime

    assert draft_of({"title": "a", "date": datetime.date(2027, 3, 25)}).date == day
    assert draft_of({"title": "a", "date": "2027-03-25"}).date == day
