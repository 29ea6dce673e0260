"""The settings of the commands, with values that are wrong, and with values that are right."""

from __future__ import annotations

from sim.measures import COMPARED
from sim.measures.outcomes import NAMES
from sim.world import KINDS
from tests.hostile.case import text
from tests.hostile.originals import RUN, SMALL_DESIGN, YEAR

DESIGN = {"design.yaml": text(SMALL_DESIGN)}
THESIS = {"mine/thesis.docx": text("three years of work"), "mine/fit.json": text("{}"),
          "votes/note.txt": text("no votes"), "file": text("a file")}  # fmt: skip
NO_WHOLE = ("-1", "1.5", "nan", "inf", "1e3", "٣", "1_000", " 2", "2 ", "9" * 5_000, "two", "true",
            "[2]", "{a: 1}", "${seed}", "???", "null", "0x10", "+2", "²", "",
            "99999999999")  # fmt: skip
NO_AMOUNT = ("nan", "inf", "-inf", "1e999", "x", "", "1,5", "٣,", "${seed}", "[1]", "--1", "1e")
NO_WORD = ("nobody", "", "Mean", "[mean]", "${seed}", "x" * 3_000, "a\nb", "\x1b[2J", "[bold]x")
NO_DAY = ("yesterday", "2020-02-30", "2020", "", "0000-00-00", "99999-01-01", "2020-1-1x", "nan",
          "1066-01-01", "x" * 3_000, "2020-12-31T25:00")  # fmt: skip
NO_FOLDER = ("nowhere", "file", "/dev/zero", "/dev/null", "/proc/self/mem", "file/x", "x" * 300,
             "nowhere/" * 600, "~nobody/x", "votes")  # fmt: skip
NO_YES = ("maybe", "1", "", "yes", "[true]", "True", "null", "${seed}", "true ", "x" * 3_000)
NO_MEASURE = ("country_chances", "chances", "country", "country_", "_either", "Country_either",
              "country_either,country_soft", "country.either", "planet_either", "baseline",
              *NO_WORD)  # fmt: skip
NO_TEXTS = ("nowhere", ",", "iran,", "iran,nobody", "iran,,belarus", "[iran]", "XYZ", " ",
            "A/HRC/RES/99/1", "x" * 3_000, "\x1b[2J", "a\nb", "${seed}",
            "iran;belarus")  # fmt: skip
NO_BLOC = ("", "nobody", "EU", "eu,oic", "[eu]", "x" * 3_000, "\x1b[2J", "nowhere.yaml", "file",
           ".yaml", "mine/thesis.docx", "/dev/zero", "votes", "x.YAML", "${seed}", "null",
           "a\nb.yaml", "~nobody/x.yaml")  # fmt: skip
NO_FIT = ("nowhere", "file", "mine", "/dev/zero", "votes", "x" * 300, "Nothing", "[nothing]")
COMMANDS = ("run", "sweep", "calibrate", "backtest", "ablate", "mechanisms", "replay", "compare",
            "discover", "portfolio", "page", "data", "forecast", "evidence", "votes",
            "council")  # fmt: skip

# command: what is needed, and each of its settings with values that are wrong
SETTINGS: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, ...]]]] = {
    "sweep": (
        ("design=design.yaml", "replicates=1", "dry_run=true", "into=store", YEAR),
        {
            "replicates": ("0", *NO_WHOLE), "workers": ("0", "257", *NO_WHOLE),
            "backend": NO_WORD, "dry_run": ("maybe", "1", "", "yes", "[true]"),
            "backend.address": ("host", "tcp://host", "http://x:1", "tcp://host:99999999", "a b:1",
                                "tcp://h:1", "x" * 5_000),
            "design": ("nowhere", "", ".", "/dev/zero", "/dev/null", "file", "nowhere.yaml",
                       "x" * 300, "design.yaml/x"),
            "into": ("file", "/dev/null", "/proc/x", "", "file/x", "x" * 300, "x/" * 2_500),
            "shard": ("0/2", "3/2", "1", "1/0", "a/b", "-1/2", "1/2/3", "1/9999", "", "x" * 300),
            "merge": ("nowhere", "file", "/dev/zero", "votes", "store,store", "", "x" * 300),
        },
    ),
    "compare": (
        ("scenario=mission_staff", "replicates=4", YEAR),
        {
            "scenario": ("nowhere", "none", "", "mission_staff,mission_staff", "mission_staff,",
            ",",
                         "../conf", "mission_staff,none", "[mission_staff]", "x" * 3_000, "a=b",
                         "mission_staff,nowhere"),
            "outcome": NO_MEASURE, "on": NO_TEXTS, "width": ("0", "-1", *NO_AMOUNT),
            "replicates": ("0", "3", *NO_WHOLE), "quick": ("true", *NO_YES), "closer": NO_YES,
            "brief": NO_YES,
            "measure": ("country_either", "margin", ""), "goals": ("country_either", ""),
            "bloc": NO_BLOC,
        },
    ),
    "discover": (
        ("scenario=civil_society", "points=50", "held_out=50", "replicates=2", YEAR),
        {
            "points": ("49", "100001", *NO_WHOLE), "held_out": ("0", *NO_WHOLE),
            "replicates": ("1", *NO_WHOLE), "threshold": NO_AMOUNT, "outcome": NO_MEASURE,
            "on": NO_TEXTS, "brief": NO_YES, "measure": ("country_either", ""),
            "scenario": ("nowhere", "", "[a]", "a,b", "none"),
        },
    ),
    "portfolio": (
        ("budget=1e6", "population=4", "generations=1", "worlds=10", "replicates=1", YEAR),
        {
            "budget": ("0", "-1", *NO_AMOUNT), "counter_budget": ("-1", *NO_AMOUNT),
            "side": NO_WORD, "aim": NO_WORD, "brief": NO_YES, "goals": ("margin", ""),
            "levers": ("nobody", "outreach,nobody", ",", "outreach,outreach", "engagement"),
            "outcome": (",", "country,nobody", "defections,defections", "hard,exits", "soft,,hard",
                      "country_either", "chances", *NO_MEASURE),
            "population": ("3", "1001", *NO_WHOLE),
            "generations": ("0", *NO_WHOLE), "worlds": ("9", *NO_WHOLE), "replicates": ("0",
            *NO_WHOLE),
        },
    ),
    "calibrate": (
        ("votes=votes", "train_until=2020-12-31", "into=out"),
        {"votes": NO_FOLDER, "train_until": NO_DAY, "into": ("file", "mine", "file/x", "/dev/null"),
         "figures": ("file", "file/x", "."), "start": NO_FIT, "bloc": NO_BLOC,
         "package": ("true", *NO_YES),
         "log": ("file", "mine/thesis.docx", "votes", "file/x", "/dev/null", "out/log.txt", "")},
    ),
    "backtest": (
        ("votes=votes", "train_until=2020-12-31", "into=out"),
        {"votes": NO_FOLDER, "train_until": NO_DAY, "test_from": NO_DAY, "body": NO_WORD,
         "bloc": NO_BLOC,
         "replicates": ("1", *NO_WHOLE), "into": ("file", "mine", "file/x", "/dev/null")},
    ),
    "evidence": (
        ("estimate", "votes=votes"),
        {"votes": NO_FOLDER, "results": ("file", "file/x", "/dev/null", "x\x1b[2J", "~nobody/x")},
    ),
    "ablate": (
        ("votes=votes", "into=out"),
        {"votes": NO_FOLDER, "into": ("file", "mine", "file/x", "/dev/null")},
    ),
    "run": (RUN[1:], {"bloc": NO_BLOC, "outcome": NO_MEASURE, "on": NO_TEXTS, "brief": NO_YES,
                      "measure": ("country_either", "")}),
    "council": (("date=2022-01-01",), {"bloc": NO_BLOC, "nobody": ("1", "")}),
    "forecast": (("title=Human rights in Iran", "date=2022-04-01", "draws=100"), {
        "bloc": NO_BLOC, "draws": ("99", "100001", *NO_WHOLE), "seed": ("2147483648", *NO_WHOLE),
        "votes": NO_FOLDER, "fit": NO_FIT, "results": ("file", "file/x", "/dev/null", "")}),
    "replay": (("yemen_2021", "--smoke"), {
        "record": NO_YES, "smoke": NO_YES, "bloc": ("eu", *NO_BLOC),
        "seed": NO_WHOLE, "nobody": ("1",), "scenario": ("nowhere", ""), "council": ("mars",),
        "levers.outreach.contacts": ("101", "-1", *NO_AMOUNT), "+rules.assumptions": ("3", "{x:1}"),
    }),
}  # fmt: skip

# settings that may be read either way: with a blank around, with a sign, or empty for "not given"
LOOSE = {
    ("into", "/proc/x"),
    ("threshold", ""),
    ("test_from", ""),
    ("figures", ""),
    ("counter_budget", ""),
} | {(key, "null") for key in ("seed",)}

RIGHT_TEXTS = (*KINDS, "iran", "IRN", "Belarus", "iran,belarus", "A/HRC/RES/49/24", "human rights")
OUTCOMES = (*NAMES, *COMPARED)
RIGHT: tuple[tuple[str, ...], ...] = (
    *(("compare", *SETTINGS["compare"][0], f"outcome={name}") for name in OUTCOMES),
    *(("compare", *SETTINGS["compare"][0], f"on={texts}", f"outcome={name}")
      for texts in RIGHT_TEXTS for name in ("margin", "cohesion", "hard")),
    ("compare", "scenario=mission_staff", "quick=true", YEAR),
    ("compare", "scenario=mission_staff,civil_society", "replicates=4", "quick=false", YEAR),
    ("compare", *SETTINGS["compare"][0], "closer=true"),
    ("compare", *SETTINGS["compare"][0], "closer=false", "bloc=oic"),
    ("sweep", *SETTINGS["sweep"][0], "shard=1/2"), ("sweep", *SETTINGS["sweep"][0], "shard=2/2"),
    ("sweep", *SETTINGS["sweep"][0], "shard=null", "merge=null", "bloc=eu"),
    ("replay", "smoke=true", "yemen_2021"), (*RUN, "outcome=cohesion", "on=iran"),
)  # fmt: skip
