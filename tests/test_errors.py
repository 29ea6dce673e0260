"""A refusal is one short line, whatever was given."""

import pickle

import pytest

from sim.errors import LONGEST, InputError


def said(message):
    return str(InputError(message))


@pytest.mark.parametrize(
    "message", ["no file x (docs)", "'a  b' is none of a, b", "ü€😀 is no state", "a\ud800b"]
)
def test_a_short_message_is_told_as_it_is(message):
    assert said(message) == message


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n   ", "\u2028", "\x0b", "\x85"])
def test_lines_become_one(end):
    assert said(f"this is wrong{end}and this") == "this is wrong and this"


@pytest.mark.parametrize("control", ["\x1b[2J", "\x07", "\x9b31m", "\u202e", "\x00"])
def test_nothing_in_it_lays_out_a_screen(control):
    shown = said(f"aim={control}x: one of mean, worst")
    assert control[0] not in shown
    assert shown.startswith("aim=\\")


def test_a_long_value_is_cut_and_the_hint_is_kept():
    shown = said(f"unknown factor {'x' * 3_000!r}: the configuration has no such key (page)")
    assert len(shown) <= LONGEST
    assert shown.endswith("x': the configuration has no such key (page)")
    assert shown.startswith("unknown factor 'xxx")


def test_a_long_list_is_cut_and_the_hint_is_kept():
    names = ", ".join(f"lever_{n}" for n in range(300))
    shown = said(f"unknown lever 'a': one of {names} (conf/levers/all.yaml)")
    assert len(shown) <= LONGEST
    assert shown.startswith("unknown lever 'a': one of lever_0, lever_1")
    assert shown.endswith("lever_299 (conf/levers/all.yaml)")


def test_a_message_goes_from_process_to_process():
    error = InputError(f"{'y ' * 500}")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
