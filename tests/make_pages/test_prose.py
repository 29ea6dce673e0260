"""Prose is held to a short style, and what breaks it is found."""

import pytest

from make_pages.prose import faults, faults_of, sentences, style, texts

RULES = style()


def found(sentence):
    return [fault.why for fault in faults_of("here", sentence, RULES)]


def test_all_prose_keeps_the_style():
    assert [str(fault) for fault in faults()] == []


def test_a_long_sentence_is_refused():
    longest = RULES["longest_sentence"]
    assert found(" ".join(["word"] * longest) + ".") == []
    assert found(" ".join(["word"] * (longest + 1)) + ".") == [f"{longest + 1} words"]


@pytest.mark.parametrize("word", ["hence", "Whilst", "in order to"])
def test_a_word_that_makes_readers_stop_is_refused_with_another(word):
    (why,) = found(f"It votes {word} it was asked.")
    assert "write: " in why


def test_a_chain_of_passives_is_refused():
    assert found("It was seen and was told.") == []
    assert found("What is read is checked and is kept.") == ["3 passive verbs"]


def test_code_tables_and_headings_are_no_prose():
    code = "```bash\nhence\n```\n\n    hence\n\n"
    page = f"# hence\n\n| hence | x |\n| --- | --- |\n\n{code}- One. Two `hence`.\n"
    assert list(sentences(page)) == ["One.", "Two `x`."]


def test_every_place_that_speaks_to_users_is_read():
    places = [place for place, _ in texts()]
    for start in ("README.md", "docs/tutorial", "lmgsim --help", "lever outreach",
                  "assumption goodwill_gain", "mechanism outreach", "conf/levers/all.yaml",
                  "sim/screens/run.py", "sim/reports/run.py", "sim/levers/lever.py"):  # fmt: skip
        assert any(place.startswith(start) for place in places), start
