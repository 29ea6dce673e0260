"""What an input may not bring about, and what it did: the rules of the fuzzer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.hostile.case import FINE, WRONG, Case
from tests.hostile.server import MISTAKE, NOT_FORESEEN, SECRET, Outcome

CODES = (0, 1, 2)  # done; done and the answer is no; refused
UNPRINTED = 74  # what was to be printed is lost
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # but tabs and ends of lines
JARGON = re.compile(r"\b(?!InputError)[A-Z]\w+(?:Exception|Error)\b")  # a class of somebody's code
NO_ROOM = "there is not enough memory"
UNFORESEEN = "something went wrong that should not have"  # how the page says it
MOST_LINES, MOST_LETTERS = 3, 400
HIDDEN = re.compile(r"(^|/)(\.(draft-|writing-|figures-|expected|lmgsim-new)|\..*\.part$)")
FRAME = re.compile(r'File "[^"]*?/((?:sim|hydra_plugins)/[^"]+)", line \d+, in (\S+)')
ERROR = re.compile(r"^((?:[a-z_]\w*\.)*_?[A-Z]\w*)(?:: |$)")


@dataclass(frozen=True)
class Finding:
    """One rule that one input broke."""

    rule: str
    signature: str  # what findings are grouped and known by
    excerpt: str


def judge(case: Case, outcome: Outcome, untouched: Outcome | None = None) -> list[Finding]:
    """The rules that an input broke; ``untouched`` is what the original gives, where it counts."""
    found = [
        *_traceback(case, outcome),
        *_end(case, outcome),
        *_message(case, outcome),
        *_files(case, outcome),
        *_leaks(case, outcome),
        *_silence(case, outcome, untouched),
    ]
    return found


def _of(case: Case) -> str:
    return f"{case.kind}, {case.change}"


def _traceback(case: Case, outcome: Outcome) -> list[Finding]:
    told = outcome.error + outcome.shown + outcome.trace
    mark = told.find("Traceback (most recent call last)")
    if mark < 0 and UNFORESEEN not in told and outcome.code != NOT_FORESEEN:
        return []
    frames = FRAME.findall(told)
    where = f"{frames[-1][0]}:{frames[-1][1]}" if frames else _of(case)
    errors = [m[1] for line in told[max(mark, 0) :].splitlines() if (m := ERROR.match(line))]
    error = errors[-1].split(".")[-1] if errors else "an exception"
    return [Finding("traceback", f"{error} in {where}", told[max(mark, 0) :][-700:])]


def _end(case: Case, outcome: Outcome) -> list[Finding]:
    code, excerpt = outcome.code, (outcome.error or outcome.shown)[-400:]
    if code is None:
        return [Finding("hang", _of(case), f"after {outcome.seconds:.0f} s\n{excerpt}")]
    if code == NOT_FORESEEN or (code == UNPRINTED and case.screen == "full"):
        return []  # the former is told as a traceback
    if NO_ROOM in outcome.error:
        return [Finding("no memory", _of(case), excerpt)]
    if code not in CODES:
        return [Finding("exit code", f"{code}: {_of(case)}", excerpt)]
    if case.verdict == WRONG and code == 0:
        return [Finding("taken though wrong", _of(case), f"{case.detail}\n{excerpt}")]
    if case.verdict == FINE and code == 2:
        return [Finding("refused though right", _of(case), f"{case.detail}\n{excerpt}")]
    return []


def _message(case: Case, outcome: Outcome) -> list[Finding]:
    if "Traceback (most" in outcome.error or outcome.code in (NOT_FORESEEN, None):
        return []
    error = outcome.error.strip()
    lines = len(error.splitlines())
    if lines > MOST_LINES or len(error) > MOST_LETTERS:
        size = f"{lines} lines, {len(error)} letters"
        return [Finding("long message", _of(case), f"{size}\n{error[:900]}")]
    if CONTROL.search(error):
        return [Finding("a screen laid out", _of(case), repr(error[:400]))]
    if outcome.code == 2 and (word := JARGON.search(error)):
        return [Finding("a parser's words", f"{word[0]}: {_of(case)}", error[:400])]
    if outcome.code == 2 and UNFORESEEN not in error and not error.startswith("lmgsim: "):
        return [Finding("no message", _of(case), f"{error!r} {outcome.shown[-200:]!r}")]
    return []


def _files(case: Case, outcome: Outcome) -> list[Finding]:
    if outcome.code is None:
        return []  # whoever is killed leaves a draft, which the next command clears
    before, after = outcome.before, outcome.after
    new = [path for path in after if path not in before and not path.endswith("/")]
    gone = [path for path in before if path not in after]
    changed = [path for path in before if path in after and before[path] != after[path]]
    found = []
    hurt = [path for path in gone + changed if not _inside(path, case.places)]
    if hurt:
        found.append(Finding("handed file changed", _of(case), ", ".join(hurt[:5])))
    if left := [p for p in new if HIDDEN.search(p) or _of_tmp(p)]:
        found.append(Finding("left behind", _of(case), ", ".join(left[:5])))
    if far := [
        p for p in new if p not in left and MISTAKE not in p and not _inside(p, case.places)
    ]:
        found.append(Finding("written elsewhere", _of(case), ", ".join(far[:5])))
    half = [
        p for p in new if p not in left + far and MISTAKE not in p and not _inside(p, case.keeps)
    ]
    if half and outcome.code not in (0, 1, UNPRINTED):
        found.append(Finding("half written", _of(case), ", ".join(half[:5])))
    return found


def _of_tmp(path: str) -> bool:
    """A temporary file, other than that which tells of a mistake."""
    return path.startswith("../tmp/") and not path.startswith(f"../tmp/{MISTAKE}")


def _inside(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place.rstrip('/')}/") for place in places) or (
        "anywhere" in places and not path.startswith("../")
    )


def _leaks(case: Case, outcome: Outcome) -> list[Finding]:
    where = [*outcome.leaked, *(["screen"] if SECRET in outcome.shown + outcome.error else [])]
    return [Finding("secret shown", _of(case), ", ".join(where[:5]))] if where else []


def _silence(case: Case, outcome: Outcome, untouched: Outcome | None) -> list[Finding]:
    """What has to give what the untouched input gives, or to be told in the report, and is not."""
    if untouched is None or outcome.code != 0:
        return []
    if case.entry == "votes" and case.said:
        mine, its = (o.shown.rpartition("digest") for o in (outcome, untouched))
        if mine[2] != its[2] and mine[0] == its[0]:
            return [Finding("changed without a word", _of(case), case.detail)]
    if case.kind == "store":
        tables = [p for p in untouched.after if p.endswith((".parquet", "points.csv"))]
        other = [p for p in tables if outcome.after.get(p) != untouched.after[p]]
        if other:
            return [Finding("other numbers", _of(case), f"{case.detail}: {', '.join(other[:3])}")]
    return []
