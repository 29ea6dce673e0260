"""The figures of a stored fit show every estimate, in words, with its interval."""

import matplotlib
import pandas as pd
import pytest

from sim.errors import InputError
from sim.plots import estimates, stances
from sim.plots.canvas import WIDTH, house_style
from sim.plots.fit import FIT_FIGURES, draw_fit
from sim.plots.stored import StoredFit
from tests.plots.small_fit import LABELS, STATES, is_pull, small_fit

DRAWS = (estimates.draw, stances.draw)


def drawn(folder, draw):
    with house_style():
        return draw(StoredFit.open(folder))


def files_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    place = tmp_path_factory.mktemp("fit")
    paths = draw_fit(small_fit(place / "fit"), place / "deep" / "figures")
    assert paths == [place / "deep" / "figures" / f"{name}.png" for name in FIT_FIGURES]
    return place / "deep" / "figures"


def test_each_figure_is_a_png_beside_a_csv_and_nothing_else_is_left(figures):
    assert set(files_of(figures)) == {f"{n}.{end}" for n in FIT_FIGURES for end in ("png", "csv")}
    assert all(c.startswith(b"\x89PNG") for n, c in files_of(figures).items() if "png" in n)


@pytest.mark.slow
def test_the_same_fit_gives_the_same_bytes_whatever_the_settings_of_the_reader(figures, tmp_path):
    with matplotlib.rc_context({"font.size": 23.0, "axes.grid": True}):
        draw_fit(small_fit(tmp_path / "fit"), tmp_path / "figures")
    assert files_of(tmp_path / "figures") == files_of(figures)


# ------------------------------------------------------------------ the shared weights
def test_every_weight_of_a_fit_is_shown_once_and_in_words(figures):
    shown = pd.read_csv(figures / "estimates.csv")
    assert sorted(shown.weight) == sorted(LABELS)
    assert estimates.OTHERS.title not in set(shown.group)
    assert not shown.words.str.contains("[_/]").any()


def test_the_pulls_of_the_figure_are_those_that_are_never_below_zero():
    named = {label for group in estimates.GROUPS if group.pulls for label in group.words}
    assert named == {label for label in LABELS if is_pull(label)}


def test_an_interval_is_two_spreads_wide_on_either_side_and_a_pulls_ends_at_zero(figures):
    shown = pd.read_csv(figures / "estimates.csv").set_index("weight")
    assert shown.high.to_numpy() == pytest.approx((shown["mode"] + 1.96 * shown.sd).to_numpy())
    pull = shown.index.map(is_pull)
    free = shown[~pull]
    assert free.low.to_numpy() == pytest.approx((free["mode"] - 1.96 * free.sd).to_numpy())
    assert (free.low < 0).any()
    assert (shown[pull].low >= 0).all()
    held = shown[pull & (shown.sd == 0)]
    assert len(held)
    assert (held.low == 0).all()
    assert (held.high == 0).all()


def test_the_headline_counts_the_intervals_that_leave_out_zero():
    shown = estimates.table(
        pd.DataFrame({"weight": ["series", "bloc", "outreach"], "mode": [1.0, 1.0, 0.1],
                      "sd": [0.1, 0.1, 0.1]})
    )  # fmt: skip
    assert estimates.finding(shown) == (
        "2 of 3 intervals leave out zero, among them the pull of the bloc's line"
    )
    assert estimates.finding(shown[shown.weight != "bloc"]).endswith("that of no pull does")


def test_a_weight_the_figure_has_no_words_for_is_shown_by_its_name(tmp_path):
    drawing = drawn(small_fit(tmp_path, [*LABELS, "new_weight"]), estimates.draw)
    last = drawing.shown.iloc[-1]
    assert (last.group, last.words) == (estimates.OTHERS.title, "new_weight")


def test_a_fit_with_few_weights_is_drawn(tmp_path):
    assert len(drawn(small_fit(tmp_path, ["series", "donors/usa"]), estimates.draw).shown) == 2


# ------------------------------------------------------------------ the states
def test_the_forty_largest_stances_are_shown_in_order(figures):
    shown = pd.read_csv(figures / "states.csv")
    assert set(shown.iso3) == {f"S{n}" for n in range(STATES - stances.SHOWN, STATES)}
    assert shown.stance.is_monotonic_decreasing
    assert shown.stance_high.to_numpy() == pytest.approx(
        (shown.stance + 1.96 * shown.stance_sd).to_numpy()
    )
    assert (shown.abstention_low < shown.abstention).all()


def test_the_headline_names_who_leans_furthest_and_how_many_are_sure(figures):
    shown = pd.read_csv(figures / "states.csv")
    assert stances.finding(shown) == (
        "One of the 40 largest stances on scrutiny of countries is clear of zero; State 48 leans "
        "furthest for it, State 49 furthest against it"
    )
    unsure = stances.finding(shown.iloc[:-1])
    assert unsure.startswith("None of the 39")


def test_states_without_names_are_shown_by_their_codes(tmp_path):
    small_fit(tmp_path)
    table = pd.read_csv(tmp_path / "states.csv").drop(columns="name")
    table.to_csv(tmp_path / "states.csv", index=False)
    shown = drawn(tmp_path, stances.draw).shown
    assert (shown["name"] == shown["iso3"]).all()


# ------------------------------------------------------------------ on paper
@pytest.mark.parametrize("draw", DRAWS)
def test_no_words_leave_the_paper_or_cover_one_another(draw, tmp_path):
    figure = drawn(small_fit(tmp_path), draw).figure
    figure.canvas.draw()
    pixels = figure.bbox
    texts = [t for holder in (figure, *figure.axes) for t in holder.texts if t.get_text()]
    boxes = [(t.get_text(), t.get_window_extent()) for t in texts]
    for words, box in boxes:
        assert pixels.x0 <= box.x0, words
        assert box.x1 <= pixels.x1, words
        assert pixels.y0 <= box.y0, words
    for n, (words, box) in enumerate(boxes):
        for others, other in boxes[n + 1 :]:
            assert not box.overlaps(other), (words, others)
    assert figure.get_size_inches()[0] == WIDTH


def test_no_label_runs_into_the_dots(tmp_path):
    figure = drawn(small_fit(tmp_path), estimates.draw).figure
    figure.canvas.draw()
    for axes in figure.axes:
        frame = axes.get_window_extent()
        for text in axes.texts[2:]:
            assert text.get_window_extent().x1 < frame.x0, text.get_text()


@pytest.mark.parametrize(("converged", "said"), [(True, "· converged ·"),
                                                 (False, "· NOT CONVERGED ·")])  # fmt: skip
def test_the_footer_says_what_was_fitted_and_whether_it_converged(converged, said, tmp_path):
    footer = StoredFit.open(small_fit(tmp_path, converged=converged)).footer
    assert footer.startswith("fitted to votes until 2020-12-31 · 621 roll calls, 28,139 votes")
    assert said in footer


@pytest.mark.parametrize("draw", DRAWS)
def test_an_empty_table_is_said_in_words(draw, tmp_path):
    small_fit(tmp_path)
    for name in ("weights", "states"):
        (tmp_path / f"{name}.csv").write_text("\n")
    assert drawn(tmp_path, draw).shown.empty


# ------------------------------------------------------------------ where they are stored
def test_a_place_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "a_file").write_text("")
    with pytest.raises(InputError, match=r"cannot write figures to .*a_file"):
        draw_fit(small_fit(tmp_path / "fit"), tmp_path / "a_file" / "figures")
