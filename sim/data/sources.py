"""``lmgsim data list``: what public data there are, which are here, and how to get them.

Nothing here opens a connection but ``lmgsim data get KEY``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sim.data.states import TABLES
from sim.errors import InputError
from sim.files.moving import no_link_leads_to
from sim.files.place import check_folder
from sim.files.places import own_path
from sim.files.reading import LARGEST_TABLE

FOLDER = Path("data")
USAGE = "lmgsim data list | lmgsim data check [FOLDER] | lmgsim data get KEY [into=FOLDER]"
PRESENT, ABSENT, WRONG = "present", "absent", "wrong checksum"
UNKNOWN = "present, no checksum known"


@dataclass(frozen=True)
class DataFile:
    """One file of a source."""

    path: str  # inside the data folder
    sha256: str  # "" if none is known
    url: str  # "" if it has no address of its own

    def status(self, folder: Path) -> str:
        """Whether the file lies in ``folder`` and is the version this release knows."""
        place = self.found_in(folder)
        if place is None:
            return ABSENT
        if not self.sha256:
            return UNKNOWN
        return PRESENT if file_sha256(place) == self.sha256 else WRONG

    def found_in(self, folder: Path) -> Path | None:
        """Where the file lies: under its path, or straight in the folder."""
        for place in (folder / self.path, folder / Path(self.path).name):
            if place.is_file():
                return place
        return None


@dataclass(frozen=True)
class Source:
    """A public data set that lmgsim can read."""

    key: str
    title: str
    publisher: str
    licence: str
    citation: tuple[str, ...]
    by_hand: str
    files: tuple[DataFile, ...]


def file_sha256(path: Path) -> str:
    """The checksum of a file.

    Raises
    ------
    InputError
        If it cannot be read, or is larger than any table.
    """
    try:
        if path.stat().st_size > LARGEST_TABLE:
            raise InputError(f"{path}: larger than {LARGEST_TABLE >> 20:,} MB, which no table is")
        with path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from None


def _read_yaml(name: str) -> Any:
    import yaml

    return yaml.safe_load((TABLES / name).read_text(encoding="utf-8"))


def _cited(entry: dict[str, Any]) -> str:
    who = str(entry.get("author") or entry.get("publisher"))
    year = entry.get("year") or "undated"
    return f"{who} ({year}). {entry['title']}. {entry['where']}"


@cache
def known_sources() -> tuple[Source, ...]:
    """The sources of ``downloads.yaml``, with what the bibliography says of them.

    Raises
    ------
    InputError
        If the list cites something that is not in the bibliography.
    """
    bibliography = _read_yaml("sources.yaml")
    sources = []
    for key, entry in _read_yaml("downloads.yaml").items():
        missing = [name for name in entry["cites"] if name not in bibliography]
        if missing:
            raise InputError(f"downloads.yaml: {key} cites {missing[0]!r}, not in sources.yaml")
        cited = [bibliography[name] for name in entry["cites"]]
        sources.append(
            Source(
                key=key,
                title=cited[0]["title"],
                publisher=str(cited[0].get("publisher") or cited[0]["author"]),
                licence=cited[0]["licence"],
                citation=tuple(_cited(item) for item in cited),
                by_hand=entry["by_hand"],
                files=tuple(
                    DataFile(item["path"], item["sha256"], item.get("url", ""))
                    for item in entry["files"]
                ),
            )
        )
    return tuple(sources)


def source_named(key: str) -> Source:
    """The source ``key``.

    Raises
    ------
    InputError
        If there is none; the message lists those there are.
    """
    for source in known_sources():
        if source.key == key:
            return source
    keys = ", ".join(source.key for source in known_sources())
    raise InputError(f"unknown data {key!r}: one of {keys}")


def data_command(arguments: list[str]) -> None:
    """``lmgsim data list``, ``check`` and ``get``.

    Raises
    ------
    InputError
        For arguments that make no sense, files that do not match their checksum, and downloads
        that fail.
    """
    verb, *rest = arguments or ["list"]
    if verb == "list" and not rest:
        list_sources(FOLDER)
    elif verb == "check" and len(rest) <= 1:
        check(own_path(rest[0]) if rest else FOLDER)
    elif verb == "get" and rest:
        folder = FOLDER
        for argument in rest[1:]:
            name, equals, value = argument.partition("=")
            if name != "into" or not equals or not value:
                raise InputError(f"data get takes a KEY and into=FOLDER, not {argument!r}")
            folder = own_path(value)
        get(source_named(rest[0]), folder)
    else:
        raise InputError(f"not understood: data {' '.join(arguments)} ({USAGE})")


def _say(line: str, style: str = "") -> None:
    from rich.console import Console

    Console(highlight=False, soft_wrap=True).print(line, style=style or None, markup=False)


def list_sources(folder: Path) -> None:
    """Print every source: what it is, whose, under which licence, how to cite it, what is here."""
    for source in known_sources():
        _say(source.key, "bold")
        _say(f"  {source.title}")
        _say(f"  publisher  {source.publisher}")
        _say(f"  licence    {source.licence}")
        for citation in source.citation:
            _say(f"  cite       {citation}")
        for file in source.files:
            _say(f"  file       {folder / file.path}: {file.status(folder)}")
            if file.url:
                _say(f"             lmgsim data get {source.key}: {file.url}")
        by_hand = [file for file in source.files if not file.url]
        if by_hand:
            _say(f"  by hand    {source.by_hand}; no stable direct link")
        _say("")
    _say(USAGE)


def check(folder: Path) -> None:
    """Compare what lies in ``folder`` with the checksums this release knows.

    Raises
    ------
    InputError
        If the folder is missing, holds none of the files, or one does not match.
    """
    if not folder.is_dir():
        raise InputError(f"no folder {folder}: lmgsim data list says what belongs there")
    found, wrong = 0, []
    for source in known_sources():
        for file in source.files:
            status = file.status(folder)
            found += status != ABSENT
            if status == WRONG:
                wrong.append(str(file.found_in(folder)))
            _say(f"{status:27} {file.path}", "red" if status == WRONG else "")
    if wrong:
        raise InputError(
            f"{len(wrong)} of {found} files have another checksum than the versions this release "
            f"was checked with: {', '.join(wrong)}"
        )
    if not found:
        raise InputError(f"{folder} holds none of the known files (lmgsim data list)")


def get(source: Source, folder: Path) -> None:
    """Download the files of a source that have an address of their own into ``folder``.

    Raises
    ------
    InputError
        If none of them has one, the folder cannot be written, or a download fails; files that
        were there stay as they were.
    """
    files = [file for file in source.files if file.url]
    by_hand = ", ".join(str(folder / file.path) for file in source.files if not file.url)
    if not files:
        raise InputError(
            f"{source.key} has no stable direct link: download it by hand {source.by_hand}; "
            f"put it in {by_hand}"
        )
    check_folder(folder, "into")
    for file in files:
        if not no_link_leads_to(folder, file.path):
            raise InputError(f"{folder / file.path} would lie behind a link, which is not followed")
    _say(f"{source.key}: {source.licence}")
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    from sim.data.download import fetch

    for file in files:
        target = folder / file.path
        columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task(target.name, total=None)
            checksum = fetch(
                file.url,
                target,
                file.sha256,
                lambda here, of, task=task, bar=bar: bar.update(  # type: ignore[misc]
                    task, completed=here, total=of or None
                ),
            )
        unknown = f"no checksum is known to compare with; SHA-256 {checksum}"
        _say(f"{target}: {'checksum right' if file.sha256 else unknown}")
    if by_hand:
        _say(f"by hand, {source.by_hand}: {by_hand}")
