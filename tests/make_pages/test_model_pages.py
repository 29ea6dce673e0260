"""The generated parts of docs/model say what the code says today."""

import re

import pytest

from make_pages.model_pages import (
    DOCS,
    MARKED,
    ODD_PAGE,
    filled,
    mechanisms_page,
    odd_tables,
    pages,
    table,
)
from sim.data.fitted import load_fit
from sim.errors import InputError
from sim.mechanisms.parameters import RATES, WEIGHTS
from sim.mechanisms.table import MECHANISMS
from sim.world import SURPRISES, Weights

ODD = (DOCS / ODD_PAGE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def tables():
    return odd_tables(load_fit())


def test_no_page_is_stale():
    stale = [p.name for p, new in pages().items() if p.read_text(encoding="utf-8") != new]
    assert not stale, f"{', '.join(stale)} in docs/model: make pages writes them anew"


def test_the_pages_name_every_weight_and_mechanism(tables):
    for label in (*load_fit().labels, "stance", "band_state"):
        name, _, part = label.partition("/")
        (row,) = re.findall(rf"^\| `{name}` \| .*$", tables["weights"], re.MULTILINE)
        assert not part or f" {part} " in row
    page = mechanisms_page()
    for it in MECHANISMS:
        (row,) = re.findall(rf"^\| {it.number} \| `{it.key}` \| .*$", page, re.MULTILINE)
        assert all(f"`{name}`" in row for name in (*it.weights, *it.assumptions, *it.levers))


def test_every_table_is_square(tables):
    for name, text in tables.items():
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in text.splitlines()}
        assert len(widths) == 1, name


def test_every_weight_and_rate_has_words():
    assert set(WEIGHTS) == set(Weights.__dataclass_fields__) | set(SURPRISES)
    assert set(RATES) == set(load_fit().story["rates"])


def test_the_page_follows_the_protocol():
    headings = re.findall(r"^## (.*)$", ODD, re.MULTILINE)
    assert [h.partition(" ")[0] for h in headings] == list("1234567")
    for concept in ("Basic principles", "Emergence", "Adaptation", "Objectives", "Learning",
                    "Prediction", "Sensing", "Interaction", "Stochasticity", "Collectives",
                    "Observation"):  # fmt: skip
        assert f"**{concept}.**" in ODD
    assert "[grimm2020]" in ODD


def test_every_link_between_the_pages_of_the_model_leads_somewhere():
    made = pages()
    for place, page in made.items():
        for target, anchor in re.findall(r"\]\(([\w./-]*)(#[\w-]+)?\)", page):
            file = place if not target else (place.parent / target).resolve()
            assert file.exists(), target
            if anchor:
                text = made.get(file) or file.read_text(encoding="utf-8")
                titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
                slugs = {re.sub(r"[^\w -]", "", t.lower()).replace(" ", "-") for t in titles}
                assert anchor[1:] in slugs, anchor


def test_a_marked_table_is_replaced_and_the_prose_stays(tables):
    page = (
        "before\n"
        + "".join(f"<!-- {n} -->\nof yesterday\n<!-- end -->\n" for n in tables)
        + "after\n"
    )
    new = filled(page, tables)
    assert "of yesterday" not in new
    assert new.startswith("before\n")
    assert new.endswith("after\n")
    assert filled(new, tables) == new
    assert len(MARKED.findall(new)) == len(tables)


@pytest.mark.parametrize("page", ["", "<!-- magic -->\n<!-- end -->"])
def test_a_page_with_other_marks_is_refused(page, tables):
    with pytest.raises(InputError, match="marks the tables"):
        filled(page, tables)


def test_a_bar_in_a_cell_does_not_break_the_table():
    assert table(("a", "b"), [("x | y", "z")]).splitlines()[-1] == "| x or y | z |"
