"""The words about the mechanisms: every key and no other, nothing empty, known sources."""

import copy
import re

import pytest

from sim.data import mechanism_words as words
from sim.data.mechanism_words import PARTS, mechanism_words, read_yaml
from sim.errors import InputError
from sim.mechanisms.table import KEYS

CONTENT = read_yaml(words.FILE)
EVERY = pytest.mark.parametrize("key", KEYS)


def test_every_mechanism_has_words_and_nothing_else_has():
    assert list(mechanism_words(KEYS)) == list(CONTENT) == list(KEYS)


def sentences(text: str) -> int:
    return len(re.findall(r"[.?!](?= [A-Z]|$)", text))


@EVERY
def test_the_words_are_a_few_whole_sentences(key):
    said = mechanism_words(KEYS)[key]
    assert 2 <= sentences(said.what) <= 4
    assert 2 <= sentences(said.how) <= 6
    assert sentences(said.sign) == 1
    assert 1 <= sentences(said.limits) <= 3
    for part in PARTS[1:]:
        assert getattr(said, part).endswith(".")


@EVERY
def test_the_words_name_functions_that_exist(key):
    from importlib import import_module

    modules = ("rules.predisposition", "rules.lobbying", "rules.ballot", "rules.memory",
               "council.manoeuvre", "council.tally", "council.elections", "council.assembly",
               "council.suspension", "council.statements", "levers.backlash",
               "data.states")  # fmt: skip
    known = {name for module in modules for name in vars(import_module(f"sim.{module}"))}
    for name in re.findall(r"\(`(\w+)`", mechanism_words(KEYS)[key].how):
        if "_" in name and not name.endswith(("_gain", "_owed", "_sleep")):
            assert name in known, name


def refused(monkeypatch, change) -> str:
    """The message with which changed words are refused."""
    content = copy.deepcopy(CONTENT)
    change(content)
    read = {words.FILE: content}
    monkeypatch.setattr(words, "read_yaml", lambda name: read.get(name) or read_yaml(name))
    with pytest.raises(InputError) as caught:
        mechanism_words.__wrapped__(KEYS)
    return str(caught.value)


def test_a_missing_mechanism_is_refused(monkeypatch):
    assert "no mechanism 'image'" in refused(monkeypatch, lambda c: c.pop("image"))


def test_another_mechanism_is_refused(monkeypatch):
    said = refused(monkeypatch, lambda c: c.update(magic=c["image"]))
    assert "there is no mechanism 'magic'" in said


def test_a_missing_part_is_refused(monkeypatch):
    assert "no part of image 'sign'" in refused(monkeypatch, lambda c: c["image"].pop("sign"))


def test_another_part_is_refused(monkeypatch):
    said = refused(monkeypatch, lambda c: c["image"].update(mood="fine"))
    assert "there is no part of image 'mood'" in said


def test_an_empty_part_is_refused(monkeypatch):
    assert "sign of image is empty" in refused(monkeypatch, lambda c: c["image"].update(sign=" "))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [("a book", "names no key of sources.yaml"), ("[a_book] p. 3", "[a_book] is not in")],
)
def test_an_unknown_source_is_refused(monkeypatch, source, complaint):
    assert complaint in refused(monkeypatch, lambda c: c["image"].update(source=source))
