"""What the documentation tells its reader to type can be typed."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from sim.config.compose import compose
from sim.files.places import PACKAGE
from sim.replays.claims import folder_of
from tests.docs.blocks import KINDS, NOT_RUN, blocks_of, run_page, small

CHECKOUT = PACKAGE.parent
PAGES = sorted((CHECKOUT / "docs").rglob("*.md"))
TOLD = [*PAGES, *(CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md")),
        *sorted((CHECKOUT / "experiments").rglob("README.md"))]  # fmt: skip
LINE = re.compile(r"(?:\.venv/bin/)?lmgsim ((?:run|replay) [^`\n#]*)")
READERS_OWN = re.compile(r"--config-dir|\bmy_\w+")  # files that the page has the reader make
PLACEHOLDER = re.compile(r"\b[A-Z]{4,}\b|\.\.\.|NAME|FILE|=a,b,c")


def called(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


def runs(path: Path) -> bool:
    return any(b.kind in ("bash", "python") and not b.not_run
               for b in blocks_of(path.read_text(encoding="utf-8")))  # fmt: skip


each_page = pytest.mark.parametrize("path", PAGES, ids=called)


@pytest.mark.slow
@pytest.mark.parametrize("path", [page for page in PAGES if runs(page)], ids=called)
def test_what_a_page_says_to_type_works(path, tmp_path, monkeypatch):
    for name in ("conf", "experiments"):
        (tmp_path / name).symlink_to(CHECKOUT / name)
    monkeypatch.chdir(tmp_path)
    run_page(path, tmp_path)


@each_page
def test_every_block_says_what_it_is(path):
    for block in blocks_of(path.read_text(encoding="utf-8")):
        assert block.kind in KINDS, f"line {block.line}: a block of {block.kind or 'no kind'}"
        if block.kind == "yaml":
            yaml.safe_load(block.text)
        if block.not_run:
            reason = block.before.partition(NOT_RUN)[2].strip(" :.*_")
            assert len(reason.split()) >= 3, f"line {block.line}: not run, and no reason"


OF_THE_DOOR = ("bloc=", "data=")  # which every command takes before the configuration is composed


@pytest.mark.parametrize("path", TOLD, ids=called)
def test_every_command_that_is_told_fits_the_configuration(path):
    for told in LINE.findall(path.read_text(encoding="utf-8")):
        if PLACEHOLDER.search(told) or READERS_OWN.search(told):
            continue
        command, *words = shlex.split(told.rstrip(" ,.;:)"))
        changes = [w for w in words if "=" in w and not w.startswith(OF_THE_DOOR)]
        names = [w for w in words if "=" not in w and not w.startswith("-")]
        if command == "replay" and names not in ([], ["all"]):
            folder_of(names[0])
        if command == "run" and "-m" in words:
            changes = [re.sub(r"=([^\[,]*),.*", r"=\1", change) for change in changes]
        compose(changes)


def test_what_is_not_run_is_the_exception():
    blocks = [b for page in PAGES for b in blocks_of(page.read_text(encoding="utf-8"))
              if b.kind in ("bash", "python")]  # fmt: skip
    assert sum(not block.not_run for block in blocks) > 2 * sum(b.not_run for b in blocks)


def test_a_block_knows_its_kind_its_file_and_the_words_before_it():
    saved = "Save this as `a.yaml`:\n\n```yaml\na: 1\n```\n\n"
    left_out = "Not run by the tests: needs the votes.\n\n```bash\nx\n```\n"
    first, second = blocks_of(saved + left_out)
    assert (first.kind, first.name, first.text, first.line) == ("yaml", "a.yaml", "a: 1\n", 3)
    assert second.not_run
    assert not first.not_run


@pytest.mark.parametrize(("typed", "run"), [
    ("run size=full seed=1", "run seed=1 size.replicates=4"),
    ("run --help", "run --help"),
    ("replay outreach", "replay outreach --smoke"),
    ("replay", "replay"),
    ("replay mine --record", "replay mine --record"),
    ("sweep design=a.yaml replicates=100", "sweep design=a.yaml replicates=4"),
])  # fmt: skip
def test_commands_are_made_small(typed, run):
    assert small(typed.split()) == run.split()


def test_a_command_that_fails_is_noticed(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    page = tmp_path / "page.md"
    page.write_text("```bash\nlmgsim run levers.magic.strength=1\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"(?s)page\.md, line 1.*unknown lever 'magic'"):
        run_page(page, tmp_path)
    page.write_text("```python\nassert 1 == 2\n```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"page\.md, line 1"):
        run_page(page, tmp_path)
