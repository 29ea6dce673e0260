"""Composing a configuration, and what a Hydra application needs before it starts."""

import argparse

import pytest

from sim.config.compose import unread_help


class NoText:
    """A help that becomes a text only when it is shown, as one of Hydra's is."""


@pytest.fixture
def eager(monkeypatch):
    """Let argparse read help texts at once on every Python, as it does from 3.14 on."""

    def read(_parser, action):
        if not isinstance(action.help, str | None):
            raise ValueError("badly formed help string")

    add = argparse.ArgumentParser.add_argument

    def add_and_read(parser, *names, **options):
        action = add(parser, *names, **options)
        parser._check_help(action)
        return action

    monkeypatch.setattr(argparse.ArgumentParser, "_check_help", read, raising=False)
    monkeypatch.setattr(argparse.ArgumentParser, "add_argument", add_and_read)
    return read


def test_a_help_that_is_no_text_yet_is_let_through_and_only_for_that_long(eager):
    parser = argparse.ArgumentParser()
    with unread_help():
        parser.add_argument("--one", help=NoText())
    with pytest.raises(ValueError, match="badly formed"):
        parser.add_argument("--two", help=NoText())
    assert argparse.ArgumentParser._check_help is eager


def test_it_is_put_back_after_an_error(eager):
    with pytest.raises(RuntimeError), unread_help():
        raise RuntimeError
    assert argparse.ArgumentParser._check_help is eager


def test_an_older_python_is_left_as_it_is(monkeypatch):
    for kind in argparse.ArgumentParser.__mro__:
        if "_check_help" in vars(kind):
            monkeypatch.delattr(kind, "_check_help")
    with unread_help():
        assert not hasattr(argparse.ArgumentParser, "_check_help")
    assert not hasattr(argparse.ArgumentParser, "_check_help")


def test_what_is_inherited_is_inherited_again(monkeypatch):
    above = argparse.ArgumentParser.__mro__[-2]
    monkeypatch.setattr(above, "_check_help", lambda *_: "read", raising=False)
    with unread_help():
        assert argparse.ArgumentParser()._check_help(None) is None
    assert "_check_help" not in vars(argparse.ArgumentParser)
    assert argparse.ArgumentParser._check_help(None) == "read"
