"""Fetch one file: checked before it is put in its place, and resumed if it was cut off.

What has arrived lies beside the target as ``.NAME.part`` until it is whole; the target itself is
either what it was before or the checked file. Only ``lmgsim data get`` comes here.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.errors import InputError
from sim.files.kinds import is_anything, is_file

TRIES = 3  # a download that is cut off is taken up again this often before giving up
SILENCE_SECONDS = 30.0  # how long the server may send nothing
CHUNK = 8192  # bytes; what a cut leaves of an unfinished one is lost

Progress = Callable[[int, int], None]  # bytes here, bytes in all (0 if the server does not say)


class CutOff(Exception):
    """The connection ended before the file did. What came is kept."""


def fetch(
    url: str,
    target: Path,
    sha256: str,
    progress: Progress | None = None,
    silence_seconds: float = SILENCE_SECONDS,
) -> str:
    """Download ``url`` to ``target`` and return the file's SHA-256.

    An empty ``sha256`` means that none is known. A file that is there already and matches is
    left alone.

    Raises
    ------
    InputError
        If there is another version of the file already, the server cannot be reached, does not
        have it, stops in the middle, or sends something with another checksum.
    """
    import requests

    if is_anything(target):
        if not is_file(target):
            raise InputError(f"{target} is there and is no file: move it away to get this version")
        there = _sha256(target)
        if sha256 in ("", there):
            return there
        raise InputError(
            f"{target} is there already with another checksum; move it away to get this version"
        )
    part = _Part(target, progress, silence_seconds)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.complete(url)
        found = _sha256(part.path)
        if sha256 and found != sha256:
            part.forget()
            raise InputError(
                f"{url}: what came has another checksum than this release knows; it was not kept "
                "(the publisher may have changed the file)"
            )
        os.replace(part.path, target)
        part.forget()
        return found
    except requests.HTTPError as error:
        raise InputError(f"the server refuses: {error}") from None
    except (requests.RequestException, CutOff) as error:
        reason = str(error) if isinstance(error, CutOff) else "no answer"
        hint = "; the same command goes on from there" if part.path.exists() else ""
        raise InputError(f"{url}: {reason}{hint}") from None
    except OSError as error:
        raise InputError(f"cannot write {target}: {error.strerror or error}") from None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class _Part:
    """What has come of a file; it goes on where an earlier download was cut off."""

    def __init__(self, target: Path, progress: Progress | None, silence_seconds: float) -> None:
        self.path = target.with_name(f".{target.name}.part")
        self.note = target.with_name(f".{target.name}.part.json")  # which version it is a part of
        self.progress = progress
        self.silence_seconds = silence_seconds

        for path in (self.path, self.note):
            if is_anything(path) and not is_file(path):
                raise InputError(f"{path} is there and is no file: move it away")

    def complete(self, url: str) -> None:
        """Get what is missing.

        Raises
        ------
        CutOff
            If the connection ended too early again and again.
        """
        for left in reversed(range(TRIES)):
            try:
                self._once(url)
                break
            except CutOff:
                if not left:
                    raise

    def forget(self) -> None:
        """Remove the part, if it has not become the file, and the note about it."""
        self.path.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)

    def _once(self, url: str) -> None:
        import requests

        version = self._version(url)
        have = self.path.stat().st_size if version and self.path.exists() else 0
        headers = {"Accept-Encoding": "identity"}  # so that lengths are those of the file
        if have:
            headers |= {"Range": f"bytes={have}-", "If-Range": version}
        wait = (self.silence_seconds, self.silence_seconds)
        with requests.get(url, headers=headers, stream=True, timeout=wait) as answer:
            if answer.status_code == 416:  # the part is no part of this file
                self.path.unlink(missing_ok=True)
                raise CutOff("the file has changed on the server")
            answer.raise_for_status()
            resumed = answer.status_code == 206 and (
                answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            )
            if answer.status_code == 206 and not resumed:
                self.path.unlink(missing_ok=True)
                raise CutOff("the server sent another part than was asked for")
            have = have if resumed else 0
            total = have + int(answer.headers.get("Content-Length", 0))
            self._remember(url, answer.headers)
            with self.path.open("ab" if resumed else "wb") as handle:
                try:
                    for chunk in answer.iter_content(CHUNK):
                        handle.write(chunk)
                        have += len(chunk)
                        if self.progress:
                            self.progress(have, total)
                except requests.RequestException:
                    handle.flush()
                    have = handle.tell()
                    raise CutOff(self._how_far(have, total)) from None
        if have < total:
            raise CutOff(self._how_far(have, total))

    def _how_far(self, have: int, total: int) -> str:
        return f"cut off after {have} of {total or 'an unknown number of'} bytes"

    def _version(self, url: str) -> str:
        """The server's mark of the version the part belongs to, "" if there is none."""
        try:
            note = json.loads(self.note.read_text(encoding="utf-8"))
            return str(note["version"]) if note["url"] == url else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def _remember(self, url: str, headers: Any) -> None:
        tag = headers.get("ETag", "")
        mark = headers.get("Last-Modified", "") if not tag or tag.startswith("W/") else tag
        self.note.write_text(json.dumps({"url": url, "version": mark}), encoding="utf-8")
