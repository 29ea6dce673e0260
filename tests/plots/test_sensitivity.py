"""The figures of a sweep show indices and shares with their intervals, in words."""

import json

import numpy as np
import pandas as pd
import pytest

from sim.analysis.sensitivity import sensitivity_tables
from sim.designs import read_design
from sim.errors import InputError
from sim.plots import sensitivity, sensitivity_words
from sim.plots.canvas import WIDTH, house_style
from sim.plots.noise_words import noise_of_indices

FACTORS = {
    "levers.mission_staff.persons": {"low": 44, "high": 120, "integer": True},
    "levers.outreach.contacts": {"low": 0, "high": 20},
    "rules.assumptions.goodwill_gain": {"low": 0.05, "high": 0.4},
    "fit.draw": {"low": 0, "high": 199, "integer": True},
    "scenario": {"values": ["none", "civil_society", "bloc_pushes_back"]},
}
DRAWS = ("sobol_indices", "morris_screening", "variance_split")


def sweep(folder, factors=FACTORS, still: bool = False):
    """A folder with the tables of a Sobol and of a Morris design of one outcome."""
    rng = np.random.default_rng(0)
    for method in ("sobol", "morris"):
        design = read_design({"method": method, "points": 16, "factors": factors})
        low, high = np.array([factor.ends for factor in design.factors.values()]).T
        u = (design.codes - low) / (high - low)
        y = 5 * u[:, 0] * u[:, 1] + u[:, -1]
        runs = y[:, None] + 2 * rng.normal(size=10) + rng.normal(size=(len(y), 10))
        points, replicates = np.indices(runs.shape)
        table = pd.DataFrame({"point": points.ravel(), "replicate": replicates.ravel(),
                              "exits": 0.0 if still else runs.ravel()})  # fmt: skip
        for name, answer in sensitivity_tables(design, table, resamples=50).items():
            answer.to_csv(folder / f"{name}.csv", index=False)
    story = {"experiment": "levers", "points": 128, "replicates": 10, "seed": 7, "id": "c0ffee" * 9}
    (folder / "summary.json").write_text(json.dumps(story), encoding="utf-8")
    return folder


def drawn(folder, name: str):
    with house_style():
        stored = sensitivity.StoredSweep.open(folder)
        return sensitivity.SENSITIVITY_FIGURES[name](stored, "exits")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return sweep(tmp_path_factory.mktemp("sweep"))


def test_each_figure_is_a_png_beside_a_csv_and_the_bytes_are_the_same(folder, tmp_path):
    paths = sensitivity.draw_sensitivity(folder, tmp_path / "a")
    assert {path.stem for path in paths} == {f"{name}_exits" for name in DRAWS}
    sensitivity.draw_sensitivity(folder, tmp_path / "b")
    files = sorted((tmp_path / "a").glob("*.*g")) + sorted((tmp_path / "a").glob("*.csv"))
    assert len(files) == 6
    for path in files:
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in paths)


def test_factors_are_shown_in_words_the_largest_total_first(folder):
    shown = drawn(folder, "sobol_indices").shown
    assert set(shown.name) == set(FACTORS)
    assert "goodwill gain" in set(shown.words)
    assert "mission staff, persons" in set(shown.words)
    assert not shown.words.str.contains("[_.]").any()
    assert shown.total.is_monotonic_decreasing
    stored = pd.read_csv(folder / "sobol_indices.csv")
    top = stored[(stored.name == shown.name[0]) & (stored["index"] == "total")]
    assert shown.total_high[0] == top.high.iloc[0]


def test_the_headline_names_the_largest_factor(folder):
    shown = drawn(folder, "sobol_indices").shown
    said = sensitivity_words.sobol_finding(shown)
    assert said.lower().startswith(shown.words[0])
    none = sensitivity_words.sobol_finding(shown.assign(total_low=-1.0))
    assert none.endswith("none of five clear of zero")
    every = sensitivity_words.sobol_finding(shown.assign(total_low=0.1))
    assert every.endswith("all five clear of zero")


def test_a_screened_factor_is_compared_with_what_chance_leaves(folder):
    shown = drawn(folder, "morris_screening").shown
    assert shown.mu_star.is_monotonic_decreasing
    said = sensitivity_words.morris_finding(shown.assign(mu_star_low=0.0))
    assert said.endswith("none of five stand out from chance")


def test_the_split_has_the_parts_below_their_sums(folder):
    shown = drawn(folder, "variance_split").shown
    assert shown.component.tolist() == ["design", "levers", "assumptions", "fit", "together",
                                        "noise", "common", "pointwise"]  # fmt: skip
    said = sensitivity_words.split_finding(shown)
    assert "lies between points" in said
    assert "levers" in said
    two = sensitivity_words.split_finding(shown[~shown.of.eq("design")])
    assert two.endswith("between replicates")


@pytest.mark.parametrize("name", DRAWS)
def test_an_outcome_that_does_not_vary_is_said_in_words(name, tmp_path):
    drawing = drawn(sweep(tmp_path, still=True), name)
    assert drawing.shown.empty
    assert "does not vary" in " ".join(t.get_text() for t in drawing.figure.texts)


def test_of_very_many_factors_the_largest_are_shown(tmp_path):
    factors = {f"levers.number_{n}.x": {"low": 0, "high": 1} for n in range(40)}
    drawing = drawn(sweep(tmp_path, factors), "morris_screening")
    assert len(drawing.shown) == sensitivity.SHOWN


@pytest.mark.parametrize("name", DRAWS)
def test_no_words_leave_the_paper_or_cover_one_another(name, folder):
    figure = drawn(folder, name).figure
    figure.canvas.draw()
    assert figure.get_size_inches()[0] == WIDTH
    texts = [t for holder in (figure, *figure.axes) for t in holder.texts if t.get_text()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in texts]
    for n, (words, box) in enumerate(boxes):
        assert figure.bbox.x0 <= box.x0, words
        assert box.x1 <= figure.bbox.x1, words
        for others, other in boxes[n + 1 :]:
            assert not box.overlaps(other), (words, others)


def test_the_footer_names_the_sweep(folder):
    footer = sensitivity.StoredSweep.open(folder).footer
    assert footer == "levers · 128 points x 10 replicates · seed 7 · c0ffeec0ffee"


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("country_either", "defection on country texts"),
        ("amendment_hard_difference", "what the levers change in hard defection on amendments"),
        ("exits", "exits"),
        ("cost_usd_millions", "cost usd millions"),
    ],
)
def test_a_measure_is_said_in_words(measure, words):
    assert sensitivity_words.measure_words(measure) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.00931, "+0.0093"), (-12.34, "-12"), (172.8, "+173"), (-1234.5, "-1,234")],
)
def test_an_effect_is_said_in_few_digits(value, words):
    assert sensitivity_words.effect(value, "+") == words


def test_of_a_single_factor_nothing_is_counted(folder):
    shown = drawn(folder, "sobol_indices").shown.head(1)
    assert sensitivity_words.sobol_finding(shown).endswith("with interactions")


def test_a_place_that_cannot_be_written_is_named(folder, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot write to"):
        sensitivity.draw_sensitivity(folder, tmp_path / "file" / "figures")


def test_an_index_that_cannot_be_is_drawn_and_said_as_one_that_can(folder):
    shown = drawn(folder, "sobol_indices").shown.head(1)
    off = shown.assign(first=1.3, first_low=0.9, first_high=1.7, total=1.1)
    assert "100\N{NO-BREAK SPACE}% of the variance alone" in sensitivity_words.sobol_finding(off)
    crossed = shown.assign(first=0.6, total=0.4)
    assert "40\N{NO-BREAK SPACE}% of the variance alone" in sensitivity_words.sobol_finding(crossed)


def test_noise_among_indices_is_told_with_what_would_settle_it(folder):
    table = pd.read_csv(folder / "sobol_indices.csv")
    table = table.assign(estimate=0.3, low=0.2, high=0.4, blocks=64)
    measure = table.measure[0]
    assert noise_of_indices(table, measure) == ""
    off = table["index"].eq("first") & table.level.eq("factor")
    told = noise_of_indices(table.assign(estimate=table.estimate.where(~off, -0.1),
                                         low=table.low.where(~off, -0.5),
                                         high=table.high.where(~off, 0.3)), measure)  # fmt: skip
    assert "noise" in told
    assert "blocks of points instead of 64" in told
