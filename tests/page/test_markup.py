"""Text from anywhere stays text on the page."""

from sim.page.markup import Markup, join, table, tag


def test_text_is_escaped_and_markup_is_not():
    assert tag("p", "<script>", Markup("<br>")) == "<p>&lt;script&gt;<br></p>"
    assert tag("a", href='"><script>') == '<a href="&quot;&gt;&lt;script&gt;"></a>'


def test_attributes_that_are_not_there_are_left_out():
    assert tag("input", disabled=True, checked=False, value=None) == "<input disabled>"
    assert tag("div", class_="a", data_do="step") == '<div class="a" data-do="step"></div>'


def test_a_table_escapes_its_cells():
    assert "&lt;b&gt;" in table(["x"], [["<b>"]])
    assert join("a", None, ["b", ("c",)]) == "abc"
