"""Figures from tables made by hand: nothing is simulated here."""

import json
from pathlib import Path

import matplotlib
import numpy as np
import pandas as pd
import pytest

from sim.plots import movers, tallies
from sim.plots.canvas import house_style
from sim.plots.of_run import FIGURES, draw_all
from sim.plots.stored import Stored, side_by_side
from sim.plots.words import amount, chance, count, fixed, listed, more, percent, points, usd

STATES = ("CHN", "CUB", "IND", "MYS", "NPL", "DEU", "FRA", "HND")
MOVERS = ("IND", "MYS", "NPL")
KINDS = ("country", "thematic", "palestine", "amendment")


def small_results(folder: Path, kinds: tuple[str, ...] = KINDS, effect: float = 1.0,
                  title: str = "A small intervention") -> Path:  # fmt: skip
    """A results folder as a run leaves it, with eight states and three ballots a kind."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "defection": _arms(kinds, {"type": ("soft", "hard", "either")}, effect),
        "measures": _arms(kinds, {"measure": ("adopted", "margin", "rice")}, effect),
        "movers": _movers(effect),
        "ballots": _ballots(kinds),
        "realism": _realism(kinds),
        "states": _states(),
        "network": pd.DataFrame(
            {"iso3_a": ["CHN", "CHN", "DEU", "IND", "IND"],
             "iso3_b": ["CUB", "IND", "FRA", "MYS", "NPL"],
             "agreement": [0.9, 0.4, 0.8, 0.5, 0.3]}
        ),
        "levers": pd.DataFrame(
            {"lever": ["A", "B"], "title": ["Mission staff", "Aid"], "strength": [81 * effect, 0],
             "unit": ["persons", "per cent"], "targets": ["DEU FRA", "democratic_affiliates"],
             "start": "2021-01-01", "end": "2023-12-31", "cost_usd": [2.5e8 * effect, 0],
             "source": "[someone2020]"}
        ),
        "assumptions": pd.DataFrame(
            {"name": ["gain"], "low": [0.1], "high": [0.5], "unit": ["logits"],
             "meaning": ["pull a session"], "source": ["assumed"]}
        ),
    }  # fmt: skip
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False)
    _runs(kinds, effect).to_parquet(folder / "runs.parquet")
    cost = 2.5e8 * effect
    summary = {
        "experiment": "small", "title": title, "question": "Who would move?", "source": "a book",
        "set_by_hand": [], "weights_drawn": True,
        "seed": 7, "replicates": 4, "drawn": False, "states": 8, "affiliates": 3,
        "ballots": 3 * len(kinds),
        "cost_usd": cost, "cost_per_defection_usd": cost / 4 if cost else None,
        "tallies": {"coverage90": 0.8, "adoption_accuracy": 0.9},
    }  # fmt: skip
    origin = {
        "lmgsim": "0.1.0", "commit": "0123456789abcdef", "command": "lmgsim run", "seed": 7,
        "python": "3.11.7", "tables_sha256": {"tables/votes.csv": "f" * 64},
        "fit": {"train_until": "2020-12-31", "votes_scored": 28324, "roll_calls": 625},
    }  # fmt: skip
    (folder / "summary.json").write_text(json.dumps(summary))
    (folder / "provenance.json").write_text(json.dumps(origin))
    return folder


def _arms(kinds, labels, effect):
    ((column, values),) = labels.items()
    rows = []
    for kind in kinds:
        for value in values:
            for arm, mean in (("baseline", 0.3), ("intervention", 0.3 + 0.05 * effect),
                              ("difference", 0.05 * effect)):  # fmt: skip
                spread = 0.02 * effect if arm == "difference" else 0.02
                sure = (0.9 if effect else 0.0) if arm == "difference" else np.nan
                rows.append({"kind": kind, column: value, "arm": arm, "mean": mean,
                             "low": mean - spread, "high": mean + spread, "error": 0.001,
                             "probability_above_zero": sure})  # fmt: skip
    return pd.DataFrame(rows)


def _movers(effect):
    shift = np.array([0.06, 0.03, 0.001]) * effect
    return pd.DataFrame(
        {"iso3": MOVERS, "name": ["India", "Malaysia", "Nepal"], "baseline_mean": 0.4,
         "intervention_mean": 0.4 + shift, "difference_mean": shift,
         "difference_low": shift - 0.02 * effect, "difference_high": shift + 0.02 * effect,
         "extra": shift * 40, "probability_above_zero": 0.9 * (shift > 0), "replicates": 4,
         "ballots": 40.0, "often": True}
    )  # fmt: skip


def _ballots(kinds):
    rows = [
        {"id": f"{kind}-{i}", "symbol": f"A/HRC/RES/46/{i}", "date": f"202{1 + i}-03-23",
         "kind": kind, "title": "Rights & $duties$ <of> all", "recorded_yes": 20 + 8 * i,
         "baseline_yes": 22, "baseline_yes_low": 18, "baseline_yes_high": 30}
        for kind in kinds for i in range(3)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _realism(kinds):
    rows = [
        {"kind": kind, "pattern": pattern, "texts": 3, "real": 0.4, "real_low": 0.3,
         "real_high": 0.5, "simulated": 0.4 if pattern == "abstains" else 0.6,
         "simulated_low": 0.35, "simulated_high": 0.65, "error": 0.01,
         "holds": pattern == "abstains"}
        for kind in kinds if kind in ("country", "thematic")
        for pattern in ("abstains", "departs from mode")
    ]  # fmt: skip
    return pd.DataFrame(rows)


def _states():
    return pd.DataFrame(
        {"iso3": STATES, "name": ["China", "Cuba", "India", "Malaysia", "Nepal", "Germany",
                                  "France", "Honduras"],
         "organiser": [True, True, *[False] * 6], "sat_on_ballots": [9, 9, 9, 9, 9, 9, 9, 3],
         "sat_in_runs": [1.0] * 8,
         "affiliation_baseline": [1, 0.9, 0.7, 0.6, 0.6, 0.01, 0.02, 0.3]}
    )  # fmt: skip


def _runs(kinds, effect):
    rows = []
    for replicate in range(4):
        for arm in ("baseline", "intervention"):
            for kind in kinds:
                more_of = int(effect * (arm == "intervention") * (1 + replicate))
                rows.append({"replicate": replicate, "arm": arm, "kind": kind,
                             "soft": 10 + more_of, "hard": 2, "bloc_yes": 1,
                             "bloc_abstain": 10 + more_of, "bloc_no": 20 - more_of})  # fmt: skip
    return pd.DataFrame(rows)


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((folder / "figures").iterdir())}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    folder = small_results(tmp_path_factory.mktemp("results"))
    paths = draw_all(folder)
    assert paths == [folder / "figures" / f"{name}.png" for name in FIGURES]
    return folder


def test_every_figure_is_a_png_beside_a_csv_of_what_it_shows(drawn):
    assert set(files_of(drawn)) == {f"{name}.{end}" for name in FIGURES for end in ("png", "csv")}
    for name, content in files_of(drawn).items():
        if name.endswith("png"):
            assert content.startswith(b"\x89PNG")
        else:
            assert len(content.splitlines()) > 1, name


def test_a_picture_bears_neither_date_nor_version_of_the_library(drawn):
    for name, content in files_of(drawn).items():
        assert b"Software" not in content, name
        assert b"tIME" not in content, name


def test_the_same_tables_give_the_same_bytes_whatever_the_settings_of_the_reader(drawn, tmp_path):
    with matplotlib.rc_context({"font.size": 23.0, "axes.grid": True}):
        before = dict(matplotlib.rcParams)
        draw_all(small_results(tmp_path))
        assert dict(matplotlib.rcParams) == before
    assert files_of(tmp_path) == files_of(drawn)


def test_an_intervention_that_changes_nothing_is_said_in_words(tmp_path):
    stored = Stored.open(small_results(tmp_path, effect=0))
    with house_style():
        assert all(draw(stored).figure for draw in FIGURES.values())
    shown = movers.table(stored.table("movers"))
    assert movers.finding(shown).startswith("No state moves")


@pytest.mark.parametrize("kind", KINDS)
def test_a_council_with_one_kind_of_text_is_drawn(tmp_path, kind):
    stored = Stored.open(small_results(tmp_path, kinds=(kind,)))
    with house_style():
        assert all(draw(stored).figure for draw in FIGURES.values())


def test_who_sits_in_few_runs_is_not_drawn():
    drawn = movers.table(_movers(1.0).assign(often=[False, True, True]))
    assert drawn.name.tolist() == ["Malaysia", "Nepal"]


@pytest.mark.parametrize(
    "table", ["defection", "movers", "network", "realism", "ballots", "states"]
)
@pytest.mark.parametrize("content", ["", "\n", None])
def test_an_empty_or_missing_table_does_not_stop_a_figure(tmp_path, table, content):
    place = small_results(tmp_path) / f"{table}.csv"
    if content is None:
        place.unlink()
    else:
        place.write_text(content)
    with house_style():
        assert all(draw(Stored.open(tmp_path)).figure for draw in FIGURES.values())


def test_a_council_that_never_voted_is_drawn_as_words(tmp_path):
    small_results(tmp_path)
    for table in ("defection", "movers", "network", "realism", "ballots", "states"):
        (tmp_path / f"{table}.csv").write_text("\n")
    draw_all(tmp_path)
    assert len(files_of(tmp_path)) == 2 * len(FIGURES)


def test_only_counts_outside_their_interval_are_called_misses(drawn):
    shown = tallies.table(Stored.open(drawn).table("ballots"))
    assert not shown[shown.number.notna()].inside.any()
    assert tallies.finding(shown).startswith("6 of 9 recorded yes counts (67\N{NO-BREAK SPACE}%)")


def test_amendments_have_no_place_among_the_tallies(drawn):
    assert "amendment" not in set(pd.read_csv(drawn / "figures" / "tallies.csv").kind)


def test_states_of_the_network_do_not_cover_one_another(drawn):
    shown = pd.read_csv(drawn / "figures" / "network.csv")
    dots = shown[shown.element == "state"][["x", "y"]].to_numpy()
    apart = np.sqrt(((dots[:, None] - dots[None]) ** 2).sum(-1)) + 1e9 * np.eye(len(dots))
    assert len(dots) == len(STATES)
    assert apart.min() > 27


def test_a_rate_without_ballots_is_left_out():
    table = _arms(("country",), {"type": ("soft",)}, 1.0)
    assert len(side_by_side(table, ["kind", "type"])) == 1
    assert side_by_side(table.assign(mean=np.nan), ["kind", "type"]).empty
    assert side_by_side(table[table.arm == "baseline"], ["kind", "type"]).empty


def test_numbers_are_said_plainly():
    gap = "\N{NO-BREAK SPACE}"
    assert [percent(x) for x in (None, float("nan"))] == ["–", "–"]
    assert [percent(x) for x in (0.612, 0.029, 0.0, 1.0)] == [
        f"61{gap}%", f"2.9{gap}%", f"0{gap}%", f"100{gap}%"]  # fmt: skip
    assert [points(x) for x in (0.057, -0.0061, 0.0001)] == ["+5.7", "\N{MINUS SIGN}0.6", "0.0"]
    assert [chance(x) for x in (0.0, 0.001, 0.834, 1.0)] == [
        f"0{gap}%", f"<1{gap}%", f"83{gap}%", f">99{gap}%"]  # fmt: skip
    assert [usd(x) for x in (293798770, 6264366, 250400, 900)] == [
        f"USD{gap}294 million", f"USD{gap}6.3 million", f"USD{gap}250,000", f"USD{gap}900",
    ]  # fmt: skip
    assert [fixed(x, 1, "difference_low") for x in (0.01, 0.75, -0.75)] == [
        "0.0", "+0.8", "\N{MINUS SIGN}0.8"]  # fmt: skip
    assert (count(3), count(71), more(-3.14), amount(46.9)) == ("three", "71", "3.1 fewer", "47")
    assert [listed(names) for names in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a", "a and b", "a, b and c"]  # fmt: skip
