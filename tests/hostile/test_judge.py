"""The fuzzer's own rules: each of them is broken by what it is made for, and by nothing else."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.breaking_trees import RAW, as_json, leaves, put, renamed, without, written
from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.judge import judge
from tests.hostile.known import Known, known, news
from tests.hostile.server import NOT_FORESEEN, SECRET, Outcome

CHECKOUT = Path(__file__).parents[2]
REFUSED = Outcome(2, 0.1, 0.1, "", "lmgsim: no\n", {"a": "1"}, {"a": "1"}, ())
TAKEN = Outcome(0, 0.1, 0.1, "done\n", "", {"a": "1"}, {"a": "1", "results/x": "2"}, ())
TRACE = """\
Traceback (most recent call last):
  File "/x/sim/cli.py", line 3, in main
  File "/x/sim/store.py", line 9, in unused
  File "/y/site-packages/pandas/core.py", line 4, in get
pandas.errors.ParserError: no
"""


def a_case(verdict=OPEN, **more):
    return Case("words", "a change", verdict, ("run",), **more)


def broken(case, outcome, untouched=None):
    return [one.rule for one in judge(case, outcome, untouched)]


@pytest.mark.parametrize(
    ("verdict", "outcome"),
    [
        (WRONG, REFUSED),
        (OPEN, REFUSED),
        (OPEN, TAKEN),
        (FINE, TAKEN),
        (FINE, replace(TAKEN, code=1)),
    ],
)
def test_what_is_done_cleanly_breaks_no_rule(verdict, outcome):
    assert broken(a_case(verdict), outcome) == []


@pytest.mark.parametrize(
    ("rule", "verdict", "outcome"),
    [
        ("taken though wrong", WRONG, TAKEN),
        ("refused though right", FINE, REFUSED),
        ("hang", OPEN, replace(REFUSED, code=None)),
        ("exit code", OPEN, replace(REFUSED, code=-11)),
        ("exit code", OPEN, replace(REFUSED, code=120)),
        ("traceback", OPEN, replace(REFUSED, code=NOT_FORESEEN, error=TRACE)),
        ("traceback", OPEN, replace(REFUSED, error="something went wrong that should not have: x")),
        ("traceback", OPEN, replace(REFUSED, code=NOT_FORESEEN, error="lmgsim: a", trace=TRACE)),
        ("no memory", OPEN, replace(REFUSED, error="lmgsim: there is not enough memory")),
        ("exit code", OPEN, replace(TAKEN, code=74)),
        ("long message", OPEN, replace(REFUSED, error="lmgsim: a\nb\nc\nd\n")),
        ("long message", OPEN, replace(REFUSED, error=f"lmgsim: {'a' * 400}\n")),
        ("no message", OPEN, replace(REFUSED, error="")),
        ("a parser's words", OPEN, replace(REFUSED, error="lmgsim: LexerNoViableAltException: x")),
        ("a screen laid out", OPEN, replace(REFUSED, error="lmgsim: no \x1b[2J")),
        ("handed file changed", OPEN, replace(TAKEN, after={"a": "2"})),
        ("handed file changed", OPEN, replace(TAKEN, after={})),
        ("written elsewhere", OPEN, replace(TAKEN, after={"a": "1", "RAN": "2"})),
        ("half written", OPEN, replace(REFUSED, after={"a": "1", "results/x": "2"})),
        ("left behind", OPEN, replace(TAKEN, after={"a": "1", "results/.draft-x/y": "2"})),
        ("left behind", OPEN, replace(TAKEN, after={"a": "1", "../tmp/x": "2"})),
        ("secret shown", OPEN, replace(TAKEN, shown=f"it is {SECRET}")),
        ("secret shown", OPEN, replace(TAKEN, leaked=("results/x",))),
    ],
)
def test_each_rule_is_broken_by_what_it_is_made_for(rule, verdict, outcome):
    assert broken(a_case(verdict), outcome) == [rule]


def test_a_traceback_is_known_by_the_last_place_in_the_package():
    (found,) = judge(a_case(), replace(REFUSED, code=NOT_FORESEEN, error=TRACE))
    assert found.signature == "ParserError in sim/store.py:unused"


def test_a_full_disk_may_say_that_its_words_are_lost():
    assert broken(replace(a_case(), screen="full"), replace(TAKEN, code=74)) == []


def test_the_file_that_tells_of_a_mistake_is_not_left_behind():
    kept = {"a": "1", "../tmp/lmgsim-mistake-x.txt": "2"}
    outcome = replace(REFUSED, code=NOT_FORESEEN, trace=TRACE, after=kept)
    assert broken(a_case(), outcome) == ["traceback"]


def test_a_broken_store_has_to_give_the_numbers_of_the_whole_one():
    whole = replace(TAKEN, after={"store/summary.parquet": "1", "store/log": "1"})
    case = replace(a_case(), kind="store", places=("store",))
    same = replace(TAKEN, before={}, after={"store/summary.parquet": "1", "store/log": "2"})
    assert broken(case, same, whole) == []
    other = replace(same, after={"store/summary.parquet": "3"})
    assert broken(case, other, whole) == ["other numbers"]
    assert broken(case, replace(REFUSED, before={}, after={}), whole) == []


def test_a_changed_vote_has_to_be_told():
    case = replace(a_case(), entry="votes", said=True, places=("results",))
    whole = replace(TAKEN, shown="60 roll calls\ndigest aaa\n")
    assert broken(case, replace(TAKEN, shown="1 dropped\ndigest bbb\n"), whole) == []
    silent = replace(TAKEN, shown="60 roll calls\ndigest bbb\n")
    assert broken(case, silent, whole) == ["changed without a word"]


PLANTED = """
import os, sys, tempfile, time
from pathlib import Path
from tests.hostile import doors, server
from tests.hostile.case import Case, text
from tests.hostile.judge import judge

def fail(case): raise KeyError("planted")
def hang(case): time.sleep(60)
def leak(case): Path("results").mkdir(); Path("results/x").write_text(os.environ["HOSTILE_SECRET"])
def stray(case): Path("RAN").write_text("x"); Path("mine").unlink()
def left(case): tempfile.mkstemp(); Path("results").mkdir(); Path("results/.draft-x").write_text("")
def die(case): os.kill(os.getpid(), 11)
def greedy(case): bytearray(1 << 40)
def quiet(case): print("lmgsim: no", file=sys.stderr); sys.exit(2)
for number, door in enumerate((fail, hang, leak, stray, left, die, greedy, quiet)):
    doors.DOORS["planted"] = door
    case = Case("words", "x", "open", (), {"mine": text("x")}, entry="planted")
    outcome = server.send(case, Path(sys.argv[1], str(number)), 1.5)
    print(door.__name__, sorted({one.rule for one in judge(case, outcome)}))
"""


@pytest.mark.slow
def test_what_a_child_does_is_seen_from_outside(tmp_path):
    done = subprocess.run([sys.executable, "-c", PLANTED, str(tmp_path)], cwd=CHECKOUT,
                          capture_output=True, text=True, timeout=60)  # fmt: skip
    assert done.stdout.splitlines() == [
        "fail ['traceback']",
        "hang ['hang']",
        "leak ['secret shown']",
        "stray ['handed file changed', 'written elsewhere']",
        "left ['left behind']",
        "die ['exit code']",
        "greedy ['traceback']",
        "quiet []",
    ], done.stderr


def test_a_tree_is_written_with_what_yaml_would_quote():
    tree = {"a": f"{RAW}.nan", "b": {"c": f"{RAW}{{x: 1}}", "d": [f"{RAW}null", "null"]}}
    assert written(tree) == "a: .nan\nb:\n  c: {x: 1}\n  d:\n  - null\n  - 'null'\n"
    assert as_json({"a": f"{RAW}NaN"}) == '{\n "a": NaN\n}'


def test_a_tree_is_changed_in_a_copy():
    tree = {"a": {"b": [1, 2]}, "c": 3}
    assert list(leaves(tree)) == [("a", "b", 0), ("a", "b", 1), ("c",)]
    assert put(tree, ("a", "b", 0), 9) == {"a": {"b": [9, 2]}, "c": 3}
    assert without(tree, ("a",)) == {"c": 3}
    assert list(renamed(tree, ("a",), "z")) == ["z", "c"]
    assert tree == {"a": {"b": [1, 2]}, "c": 3}


@pytest.mark.parametrize(
    "item", [text("x"), Item("folder"), Item("fifo"), Item("link", target="nowhere"),
             Item("sparse", size=10), Item("nothing")]
)  # fmt: skip
def test_an_item_takes_the_place_of_another(item, tmp_path):
    place = tmp_path / "a" / "b"
    text("before").make(place)
    item.make(place)
    assert place.is_symlink() or place.exists() == (item.kind != "nothing")


def test_every_known_finding_says_who_mends_it_and_is_there_once():
    there = known()
    assert all(one.stream for one in there)
    assert len({one.what for one in there}) == len(there)
    one = Known("hang", "x", 1, 2, "here")
    assert news([("hang", "x"), ("hang", "y"), ("hang", "y")], [one]) == [("hang", "y")]
