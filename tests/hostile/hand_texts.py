"""Texts in odd encodings, of odd sizes, and lists of points that somebody thought of."""

from __future__ import annotations

from tests.hostile.case import FINE, OPEN, WRONG, Case, Item, text
from tests.hostile.hand import (
    ASK,
    DRY,
    GOOD,
    HEAD,
    LIST,
    OWN,
    SHOW,
    TABLE,
    WORDS,
    case_by_hand,
    scenario_file,
)
from tests.hostile.originals import RUN, YEAR


def encodings() -> list[Case]:
    """A scenario in every way that an editor saves it."""
    accents = GOOD.replace("Mine", "Ma décision")
    fine = {
        "UTF-8": "utf-8",
        "UTF-8 with a mark": "utf-8-sig",
        "UTF-16": "utf-16",
        "UTF-16 without a mark": "utf-16-le",
    }
    wrong = {
        "UTF-32 without a mark": "utf-32-be",
        "Latin-1": "latin-1",
        "EBCDIC": "cp500",
        "Mac": "mac-roman",
    }
    found = [
        case_by_hand(f"a scenario in {name}", FINE, SHOW, scenario_file(accents.encode(code)))
        for name, code in fine.items()
    ]
    found += [
        case_by_hand(f"a scenario in {name}", WRONG, ASK, scenario_file(accents.encode(code)))
        for name, code in wrong.items()
    ]
    found += [
        case_by_hand(
            "lines that end as on Windows", FINE, SHOW, scenario_file(GOOD.replace("\n", "\r\n"))
        ),
        case_by_hand(
            "lines that end as on old Macs", OPEN, SHOW, scenario_file(GOOD.replace("\n", "\r"))
        ),
        case_by_hand("a UTF-32 scenario", OPEN, SHOW, scenario_file(GOOD.encode("utf-32"))),
        case_by_hand("two marks", OPEN, SHOW, scenario_file("\ufeff\ufeff" + GOOD)),
        case_by_hand(
            "a mark in the middle",
            OPEN,
            SHOW,
            scenario_file(GOOD.replace("levers", "\ufefflevers")),
        ),
        case_by_hand(
            "an odd end of line", OPEN, SHOW, scenario_file(GOOD.replace("Mine", "a\u2028b\x85c"))
        ),
        case_by_hand("half a letter", WRONG, ASK, scenario_file(GOOD.encode() + b"# \xc3")),
        case_by_hand("half a UTF-16", WRONG, ASK, scenario_file(GOOD.encode("utf-16")[:-1])),
        case_by_hand("a surrogate", WRONG, ASK, scenario_file(GOOD.encode() + b"# \xed\xa0\x80\n")),
        case_by_hand(
            "too long a letter", WRONG, ASK, scenario_file(GOOD.encode() + b"# \xc0\xaf\n")
        ),
        case_by_hand("gzip", WRONG, ASK, scenario_file(b"\x1f\x8b\x08\x00" + b"\x00" * 30)),
        case_by_hand("two documents", WRONG, ASK, scenario_file(GOOD + "---\n" + WORDS)),
        case_by_hand("an end and more", WRONG, ASK, scenario_file(GOOD + "...\nx: 1\n")),
        case_by_hand("a directive", OPEN, SHOW, scenario_file("%YAML 1.1\n---\n" + GOOD)),
        case_by_hand("another directive", WRONG, ASK, scenario_file("%YAML 9.9\n---\n" + GOOD)),
        case_by_hand(
            "a tag", WRONG, ASK, scenario_file("%TAG ! tag:x,2000:\n---\n" + WORDS + "a: !x 1\n")
        ),
        case_by_hand(
            "a merge", OPEN, SHOW, scenario_file(HEAD + "a: &a {x: 1}\nb: {<<: *a}\n" + WORDS)
        ),
        case_by_hand(
            "a merge of nothing", WRONG, ASK, scenario_file(HEAD + "b: {<<: 3}\n" + WORDS)
        ),
        case_by_hand(
            "a merge of itself", WRONG, ASK, scenario_file(HEAD + "b: &b {<<: *b}\n" + WORDS)
        ),
        case_by_hand("a list in itself", WRONG, ASK, scenario_file(HEAD + "b: &b [*b]\n" + WORDS)),
        case_by_hand(
            "a list as a key", WRONG, ASK, scenario_file(HEAD + "? [a, b]\n: 1\n" + WORDS)
        ),
        case_by_hand(
            "a block as a key", WRONG, ASK, scenario_file(HEAD + "? {a: b}\n: 1\n" + WORDS)
        ),
        case_by_hand(
            "a date as a key", WRONG, ASK, scenario_file(HEAD + "2020-01-01: 1\n" + WORDS)
        ),
        case_by_hand("nothing as a key", WRONG, ASK, scenario_file(HEAD + "~: 1\n" + WORDS)),
        case_by_hand("a number as a key", WRONG, ASK, scenario_file(HEAD + "3: 1\n" + WORDS)),
        case_by_hand("a set", WRONG, ASK, scenario_file(HEAD + "x: !!set {a, b}\n" + WORDS)),
        case_by_hand("pairs", WRONG, ASK, scenario_file(HEAD + "x: !!pairs [a: 1]\n" + WORDS)),
        case_by_hand(
            "an ordered map", WRONG, ASK, scenario_file(HEAD + "x: !!omap [a: 1]\n" + WORDS)
        ),
        case_by_hand("minutes of base sixty", OPEN, SHOW, scenario_file(GOOD.replace("8", "1:30"))),
        case_by_hand("eight in base eight", OPEN, SHOW, scenario_file(GOOD.replace("8", "010"))),
        case_by_hand(
            "an exponent without a point", OPEN, SHOW, scenario_file(GOOD.replace("8", "1e1"))
        ),
    ]
    return found


def sizes() -> list[Case]:
    """A great many of anything."""
    targets = ", ".join(["USA"] * 60_000)
    many = ",".join(f"a{n}" for n in range(3_000))
    deep = "".join(f"{' ' * n}a{n}:\n" for n in range(1_500)) + " " * 1_500 + "x: 1\n"
    return [
        case_by_hand(
            "many targets",
            OPEN,
            SHOW,
            scenario_file(
                f"{HEAD}{WORDS}levers: {{outreach: {{contacts: 8, targets: [{targets}]}}}}\n"
            ),
        ),
        case_by_hand(
            "many targets, simulated",
            OPEN,
            (*RUN, *OWN),
            scenario_file(
                f"{HEAD}{WORDS}levers: {{outreach: {{contacts: 8, targets: [{targets}]}}}}\n"
            ),
            ("results",),
        ),
        case_by_hand(
            "many blocks",
            WRONG,
            ASK,
            scenario_file(GOOD + "".join(f"b{n}: 1\n" for n in range(60_000))),
        ),
        case_by_hand(
            "many levers",
            WRONG,
            (*RUN, *OWN),
            scenario_file(
                HEAD + WORDS + "levers:\n" + "".join(f"  b{n}: {{}}\n" for n in range(40_000))
            ),
        ),
        case_by_hand("deep blocks", WRONG, ASK, scenario_file(HEAD + WORDS + deep)),
        case_by_hand(
            "a long question", OPEN, SHOW, scenario_file(GOOD.replace("What", "x" * 900_000))
        ),
        case_by_hand(
            "a long line of comment", OPEN, SHOW, scenario_file(GOOD + "# " + "x" * 900_000 + "\n")
        ),
        case_by_hand("many lines", OPEN, SHOW, scenario_file(GOOD + "\n" * 900_000)),
        case_by_hand("many scenarios", WRONG, ("compare", f"scenario={many}", YEAR)),
        case_by_hand(
            "one scenario often", WRONG, ("compare", "scenario=" + ",".join(["us_absent"] * 400))
        ),
        case_by_hand(
            "many jobs", WRONG, ("run", "-m", "seed=" + ",".join(map(str, range(1_500))), "x=1")
        ),
        case_by_hand("many overrides", WRONG, ("run", *(f"x{n}=1" for n in range(3_000)))),
        case_by_hand(
            "one override often", FINE, ("run", *(f"seed={n}" for n in range(300)), "--cfg", "job")
        ),
        case_by_hand(
            "many folders",
            WRONG,
            ("run", *(["--config-dir=own"] * 300), "scenario=nowhere"),
            scenario_file(GOOD),
        ),
        case_by_hand("a long list", WRONG, ("run", f"+council.drafts=[{many[:9_000]}]", YEAR)),
        case_by_hand(
            "many factors",
            WRONG,
            DRY,
            {
                "design.yaml": text(
                    "method: grid\nfactors:\n"
                    + "".join(f"  x{n}: {{values: [0, 1]}}\n" for n in range(20_000))
                )
            },
        ),
        case_by_hand(
            "many values",
            WRONG,
            DRY,
            {
                "design.yaml": text(
                    "method: grid\nfactors:\n  levers."
                    f"outreach.contacts: {{values: [{', '.join(['1'] * 300_000)}]}}\n"
                )
            },
        ),
        case_by_hand(
            "many points",
            WRONG,
            DRY,
            {
                "design.yaml": text(
                    "method: random\npoints: 99999999999\n"
                    "factors: {levers.outreach.contacts: {low: 0, high: 40}}\n"
                )
            },
        ),
        case_by_hand(
            "a large grid",
            WRONG,
            DRY,
            {
                "design.yaml": text(
                    "method: grid\nfactors:\n"
                    + "".join(
                        f"  levers.{lever}: {{low: 0, high: 1, levels: 1000}}\n"
                        for lever in (
                            "engagement.absence",
                            "criticism.strength",
                            "praise.strength",
                            "face.strength",
                        )
                    )
                )
            },
        ),
    ]


def lists() -> list[Case]:
    """The table beside a design."""
    files = {"points.csv": text(TABLE), "sub/points.csv": text(TABLE), "secret": text(TABLE)}
    odd = (
        "../points.csv",
        "/etc/passwd",
        "/dev/zero",
        "/dev/stdin",
        "nowhere.csv",
        "sub",
        ".",
        "''",
        "x" * 300,
        "points.csv/x",
        "http://127.0.0.1:9/x.csv",
        "file:///etc/passwd",
        "'*.csv'",
        "~/points.csv",
        "[points.csv]",
        "{a: b}",
        "3",
        "null",
        "true",
        "s3://x/y",
        "'a\\0b'",
        '"a\\0b"',
        "points.csv.gz",
        "/proc/self/environ",
        "'${oc.env:HOME}'",
    )
    found = [
        case_by_hand(
            "a list elsewhere",
            WRONG,
            DRY,
            files | {"design.yaml": text(LIST.format(name))},
            detail=name[:60],
        )
        for name in odd
    ]
    good = {"design.yaml": text(LIST.format("points.csv"))}
    tables = {
        "no row": "levers.outreach.contacts\n",
        "no column": "\n1\n",
        "nothing": "",
        "a column twice": "levers.outreach.contacts,levers.outreach.contacts\n1,2\n",
        "an odd number": "levers.outreach.contacts\n9" + "9" * 5_000 + "\n",
        "no number": "levers.outreach.contacts\nx\n",
        "nan": "levers.outreach.contacts\nnan\n",
        "infinity": "levers.outreach.contacts\ninf\n",
        "an empty cell": "levers.outreach.contacts\n''\n",
        "an unknown column": "x\n1\n",
        "ragged": "levers.outreach.contacts,seed\n1\n",
        "a formula": "levers.outreach.contacts\n=1+1\n",
        "a reference": "scenario\n${oc.env:HOME}\n",
        "a way out": "scenario\n../../x\n",
        "a truth": "levers.outreach.contacts\ntrue\n",
        "a fraction of a seed": "seed\n1.5\n",
        "a negative seed": "seed\n-1\n",
        "a hook": "hydra.run.dir\nx\n",
        "a target": "_target_\nos.system\n",
        "a thousand columns": ",".join(f"c{n}" for n in range(30_000))
        + "\n"
        + "1," * 29_999
        + "1\n",
        "an Arabic number": "levers.outreach.contacts\n٣\n",
    }
    found += [
        case_by_hand(f"a list: {name}", WRONG, DRY, good | {"points.csv": text(words)})
        for name, words in tables.items()
    ]
    for name, item in {
        "a pipe": Item("fifo"),
        "a link to zeros": Item("link", target="/dev/zero"),
        "a folder": Item("folder"),
        "holes": Item("sparse", size=200 << 30),
        "a link to itself": Item("link", target="points.csv"),
    }.items():
        found.append(
            case_by_hand(f"a list that is {name}", WRONG, DRY, good | {"points.csv": item})
        )
    return found
