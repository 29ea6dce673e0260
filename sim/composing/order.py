"""What a file sets and a file read after it sets otherwise: it would count for nothing.

A scenario reaches beyond its own block (``# @package _global_``), and is read before the rules, the
size and the root file. What it says of these would be replaced without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hydra._internal.config_repository import IConfigRepository
from hydra.core.default_element import ResultDefault
from omegaconf import OmegaConf

from sim.errors import InputError


def check_order(defaults: Sequence[ResultDefault], files: IConfigRepository, root: str) -> None:
    """Refuse a file whose settings a later one replaces.

    Parameters
    ----------
    defaults : the files in the order in which they are joined
    root : the file that the configuration begins with, which reaches everywhere by right

    Raises
    ------
    InputError
        With the setting, and both files.
    """
    contents = [_content(one, files) for one in defaults]
    for n, (one, content) in enumerate(zip(defaults, contents, strict=True)):
        if one.package or one.config_path == root:
            continue
        for path, value in _leaves(content):
            for other, later in zip(defaults[n + 1 :], contents[n + 1 :], strict=True):
                if _replaces(later, path, value):
                    name = ".".join(path)
                    raise InputError(
                        f"{one.config_path}.yaml: {name[:60]} would have no effect, since "
                        f"{other.config_path}.yaml, which is read after it, sets it: give it on "
                        f"the command line, {name[:60]}=..."
                    )


def _content(default: ResultDefault, files: IConfigRepository) -> Mapping[object, object]:
    """What a file sets, under its package."""
    assert default.config_path is not None
    loaded = files.load_config(default.config_path)
    held = OmegaConf.to_container(loaded.config) if loaded else {}
    content: object = held
    if isinstance(held, Mapping):
        content = {key: value for key, value in held.items() if key != "defaults"}
    for part in reversed((default.package or "").split(".")):
        content = {part: content} if part else content
    return content if isinstance(content, Mapping) else {}


def _leaves(
    content: Mapping[object, object], above: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in content.items():
        path = (*above, str(key))
        if isinstance(value, Mapping):
            yield from _leaves(value, path)
        else:
            yield path, value


def _replaces(content: object, path: tuple[str, ...], value: object) -> bool:
    """Whether a file sets what lies at a path, or a block above or below it, to something else."""
    for key in path:
        if not isinstance(content, Mapping):
            return True
        if key not in content:
            return False
        content = content[key]
    return content != value
