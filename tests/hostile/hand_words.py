"""Words on the command line that are taken for something else."""

from __future__ import annotations

from tests.hostile.case import OPEN, WRONG, Case, Item, text
from tests.hostile.hand import case_by_hand
from tests.hostile.originals import RUN, SMALL_DESIGN, YEAR


def words() -> list[Case]:
    """Words that are taken for something else."""
    odd: dict[str, tuple[str, tuple[str, ...]]] = {
        "a flag as a value": (WRONG, ("run", "--config-dir", "--help", YEAR)),
        "a setting twice": (OPEN, ("sweep", "design=design.yaml", "design=nowhere", YEAR)),
        "blanks around": (WRONG, ("run", " seed = 3 ", "--nope")),
        "an equals sign alone": (WRONG, ("run", "=")),
        "only signs": (WRONG, ("run", "+~=")),
        "a plus and a tilde": (WRONG, ("run", "+~seed=3")),
        "an append without a group": (WRONG, ("run", "+nobody=none")),
        "a package": (WRONG, ("run", "scenario@levers=none")),
        "a package of another": (WRONG, ("run", "council@x:y=recorded_2022")),
        "a deleted group": (WRONG, ("run", "~council", YEAR)),
        "a deleted scenario": (WRONG, ("run", "~scenario", "size.replicates=2", YEAR)),
        "all levers gone": (OPEN, ("run", "~levers", "size.replicates=2", YEAR)),
        "no size": (WRONG, ("run", "~size", YEAR)),
        "no results": (WRONG, ("run", "~results", YEAR)),
        "a group as a value": (WRONG, ("run", "council.since=recorded_2022", YEAR)),
        "a value as a group": (WRONG, ("run", "seed/x=3")),
        "an option with an end": (OPEN, ("run", "scenario=none.yaml", "--cfg", "job")),
        "an option in a folder": (WRONG, ("run", "scenario=x/none")),
        "an option of dots": (WRONG, ("run", "scenario=..")),
        "an option with a blank": (WRONG, ("run", "scenario= none x")),
        "an option of a home": (WRONG, ("run", "scenario=~/x")),
        "an option and a zero width": (WRONG, ("run", "scenario=none\u200b")),
        "an option in wide letters": (WRONG, ("run", "scenario=ｎｏｎｅ")),
        "a cast": (WRONG, ("run", "seed=int(3.7x)")),
        "a cast of a word": (WRONG, ("run", "seed=str(x)")),
        "a json": (WRONG, ("run", "seed=json_str({a:1})")),
        "a glob": (WRONG, ("run", "scenario=glob(*)")),
        "a sort": (WRONG, ("run", "seed=sort(3,2)")),
        "a tag": (WRONG, ("run", "seed=tag(a,1,2)")),
        "a range": (WRONG, ("run", "seed=range(3)")),
        "an interval": (WRONG, ("run", "seed=interval(1,2)")),
        "an unknown call": (WRONG, ("run", "seed=open(x)")),
        "an extension": (WRONG, ("run", "+council.drafts=extend_list(1)", YEAR)),
        "a help of nobody": (WRONG, ("nobody", "--help")),
        "help and more": (OPEN, ("help", "nobody")),
        "two commands": (WRONG, ("compare", "run")),
        "a number as a command": (WRONG, ("3",)),
        "a version and more": (OPEN, ("--version", "x")),
        "a dash": (WRONG, ("-",)),
        "two dashes": (WRONG, ("--",)),
        "a path as a command": (WRONG, ("./run",)),
        "bytes as a command": (WRONG, ("\udcff",)),
        "bytes as a scenario": (WRONG, ("run", "scenario=\udcff")),
        "a port of nobody": (WRONG, ("page", "--port", "-0")),
        "a port with a plus": (WRONG, ("page", "--port", "+80")),
        "a port in Arabic": (WRONG, ("page", "--port", "٨٠")),
        "a width that is none": (WRONG, ("compare", "scenario=us_absent", "width=1e-400")),
        "a width too small": (
            OPEN,
            ("compare", "scenario=us_absent", "width=1e-300", "replicates=4", YEAR),
        ),
        "a threshold that is huge": (
            OPEN,
            (
                "discover",
                "scenario=us_absent",
                "threshold=1e308",
                "points=50",
                "held_out=50",
                "replicates=2",
                YEAR,
            ),
        ),
        "a budget that is huge": (
            OPEN,
            (
                "portfolio",
                "budget=1e308",
                "levers=outreach",
                "population=4",
                "generations=1",
                "worlds=10",
                "replicates=1",
                YEAR,
            ),
        ),
        "a budget of a cent": (
            OPEN,
            (
                "portfolio",
                "budget=0.01",
                "levers=outreach",
                "population=4",
                "generations=1",
                "worlds=10",
                "replicates=1",
                YEAR,
            ),
        ),
        "an emptied name": (WRONG, ("run", "scenario.name=", YEAR)),
        "an emptied title": (OPEN, ("run", "scenario.title=", "--cfg", "job")),
        "a seed in quotes of quotes": (WRONG, ("run", "seed='\"3\"'")),
        "a day in words": (WRONG, ("run", "council.since=today", YEAR)),
        "a day with a zone": (
            OPEN,
            ("run", "council.since=2022-01-01T00:00:00+14:00", "--cfg", "job"),
        ),
        "a year of five digits": (WRONG, ("run", "council.until=12022-01-01", YEAR)),
        "the year nought": (WRONG, ("run", "council.since=0000-01-01", YEAR)),
        "an end before the start": (
            WRONG,
            ("run", "council.since=2022-12-31", "council.until=2022-01-01"),
        ),
        "years without sessions": (
            WRONG,
            ("run", "council.since=1950-01-01", "council.until=1951-01-01"),
        ),
        "a coming year long gone": (
            WRONG,
            (
                "run",
                "council=coming_2021_2025",
                "council.since=1900-01-01",
                "council.until=1900-12-31",
                "size.replicates=2",
            ),
        ),
        "a thousand years to come": (
            WRONG,
            ("run", "council=coming_2021_2025", "council.until=3021-12-31", "size.replicates=2"),
        ),
        "a target of nobody": (WRONG, (*RUN, "levers.outreach.targets=[nobody]")),
        "no target": (OPEN, (*RUN, "levers.outreach.targets=[]")),
        "a target in small letters": (WRONG, (*RUN, "levers.outreach.targets=[usa]")),
        "a negative ramp": (WRONG, (*RUN, "+levers.outreach.ramp_years=-1")),
        "levers of no years": (
            WRONG,
            (*RUN, "+levers.outreach.start=2023-01-01", "+levers.outreach.end=2022-01-01"),
        ),
        "a private setting": (WRONG, (*RUN, "+levers.outreach._began=2022-01-01")),
        "a setting of the class": (WRONG, (*RUN, "+levers.outreach.title=x")),
        "a method as a setting": (WRONG, (*RUN, "+levers.outreach.strength=1")),
        "a mechanism that is a number": (WRONG, (*RUN, "rules.mechanisms.image=7")),
        "an assumption that is one number": (WRONG, (*RUN, "+rules.assumptions.goodwill_gain=1")),
        "an assumption of three": (WRONG, (*RUN, "+rules.assumptions.goodwill_gain=[1,2,3]")),
        "a huge assumption": (OPEN, (*RUN, "+rules.assumptions.goodwill_gain=[1e300,1e300]")),
    }
    files = {"design.yaml": text(SMALL_DESIGN), "own/scenario/x": Item("folder")}
    return [
        case_by_hand(name, verdict, given, files, ("results",))
        for name, (verdict, given) in odd.items()
    ]
