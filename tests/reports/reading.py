"""What every report has to be: whole in itself, escaped, with its figures inside."""

from __future__ import annotations

import json
from pathlib import Path

from tests.reports.test_run import LOADING, Tags, plain


def page_of(folder: Path) -> str:
    """The page of a results folder, after a look at what must hold for all of them."""
    page = (folder / "report.html").read_text(encoding="utf-8")
    figures = sorted((folder / "figures").glob("*.png"))
    tags = Tags(page).found
    for tag, attributes in tags:
        assert tag not in ("script", "link", "iframe", "object", "embed", "base"), tag
        for name in LOADING:
            assert (attributes.get(name) or "data:").startswith("data:"), (tag, name)
    assert "url(" not in page
    assert "@import" not in page
    assert "@media print" in page
    images = [attributes for tag, attributes in tags if tag == "img"]
    assert len(images) == len(figures)
    assert all(image["alt"] for image in images)
    assert all(path.with_suffix(".csv").is_file() for path in figures)
    text = plain(page)
    for words in ("Estimated:", "Assumed:", "How to reproduce this", "Limits"):
        assert words in text
    origin = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert origin["command"].startswith("lmgsim ")
    assert "nan" not in text.lower().replace("finance", "").replace("nance", "").split()
    return text
