"""A text, a state or a day is found by what people type."""

from datetime import date

import pytest

from sim.errors import InputError
from sim.page.choices import chosen_setup, composed, council_names, council_title
from sim.page.finding import MOST_MATCHES, found_state, found_texts
from sim.page.place_words import day_names, day_of, day_words
from sim.page.settings import with_target, without_target

CODES, NAMES = ["IND", "CIV", "COG", "COD"], [
    "India", "Côte d'Ivoire", "Congo", "Democratic Republic of the Congo",
]  # fmt: skip
LABELS = {3: "2022-03-31 Right to food (A/1)", 5: "2022-04-01 Human rights in Belarus (A/2)",
          9: "2023-04-01 Human rights in Belarus (A/3)"}  # fmt: skip


def test_a_text_is_found_by_words_in_any_order_and_by_its_label():
    assert found_texts(LABELS, "food  RIGHT") == [3]
    assert found_texts(LABELS, "belarus") == [5, 9]
    assert found_texts(LABELS, "belarus 2023") == [9]
    assert found_texts(LABELS, LABELS[5]) == [5]
    assert len(found_texts({n: f"text {n}" for n in range(50)}, "text")) == MOST_MATCHES


@pytest.mark.parametrize(
    ("words", "said"), [("", "type some"), ("mars", "no text"), ("x" * 9999, "no text")]
)
def test_what_no_text_has_is_said(words, said):
    with pytest.raises(InputError, match=said):
        found_texts(LABELS, words)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("india", "IND"), ("ind", "IND"), ("Ivory Coast", "CIV"), ("democ", "COD"), ("Congo", "COG")],
)
def test_a_state_is_found_by_code_name_and_beginning(typed, code):
    assert found_state(CODES, NAMES, typed) == code


@pytest.mark.parametrize("typed", ["", " ", "Mars", "France", "\x00", "x" * 5000])
def test_no_other_state_is_ever_guessed(typed):
    with pytest.raises(InputError, match="no state"):
        found_state(CODES, NAMES, typed)
    with pytest.raises(InputError, match="nearest: India"):
        found_state(CODES, NAMES, "Indai")


@pytest.fixture(scope="module")
def choices():
    return composed("staff_and_outreach", None)


@pytest.fixture(scope="module")
def agenda(choices):
    return chosen_setup(choices).world.agenda


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("february 2024", "2024-02-01", "2024-02-29"),
        ("2023-03-15", "2023-03-15", "2023-03-15"),
    ],
)
def test_a_day_is_known_by_name(agenda, words, first, last):
    assert day_of(words, agenda, False) == date.fromisoformat(first)
    assert day_of(words, agenda, True) == date.fromisoformat(last)


def test_every_session_names_its_first_and_its_last_vote(agenda):
    for t, name in enumerate(agenda.session_name):
        days = agenda.date[agenda.session == t]
        assert str(day_of(f"session {name}", agenda, False)) == str(days.min())
        assert str(day_of(day_names(agenda)[t], agenda, True)) == str(days.max())
        assert day_words(date.fromisoformat(str(days.min())), agenda, False) == day_names(agenda)[t]
    assert day_words(date(2000, 1, 1), agenda, False) == ""
    assert day_words(date(2023, 3, 15), agenda, False) == "2023-03-15"


@pytest.mark.parametrize(
    "words", ["soon", "2023-02-30", "Smarch 2023", "", "0000", "١٢٣٤", "20233"]
)
def test_what_is_no_day_is_refused(agenda, words):
    with pytest.raises(InputError, match="is no day"):
        day_of(words, agenda, False)


def test_targets_are_added_and_taken_out_by_name(choices):
    more = with_target(choices, "outreach.targets", "India")
    assert "IND" in more.levers()["outreach"]["targets"]
    assert without_target(more, "outreach.targets", "IND").levers() == choices.levers()
    visits = with_target(choices, "rapporteur_visits.targets", "India")
    assert visits.levers()["rapporteur_visits"]["about"] == ["bloc", "IND"]
    assert without_target(visits, "rapporteur_visits.targets", "IND").levers() == choices.levers()
    group = with_target(choices, "outreach.targets", "the whole group")
    assert "bloc" in group.levers()["outreach"]["targets"]
    for act, handle, given, said in (
        (with_target, "outreach.targets", "Pluto", "no state"),
        (with_target, "outreach.start", "India", "no targets"),
        (with_target, "nobody.targets", "India", "no targets"),
        (without_target, "outreach.targets", "IND", "not among"),
    ):
        with pytest.raises(InputError, match=said):
            act(choices, handle, given)
    with pytest.raises(InputError, match="already"):
        with_target(more, "outreach.targets", "IND")


def test_every_council_has_a_title_of_its_own_in_words():
    titles = {name: council_title(name) for name in council_names()}
    assert len(set(titles.values())) == len(titles)
    assert titles["recorded_2022_2024"] == "2022 to 2024 as recorded"
    assert titles["today"] == "The Council of today and to come, 2026 to 2028"
    assert not any("_" in title for title in titles.values())
