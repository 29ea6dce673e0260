"""A composed configuration, and what single changes of values make of it.

A change is applied once, by OmegaConf and with its checks; what it made is noted and taken back.
A job is the composed configuration with such notes laid over it, and its interpolations are
resolved after that, where its own values are seen.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from omegaconf import AnyNode, Container, DictConfig, Node, OmegaConf

from hydra_plugins.lmgsim_launcher._references import OpenEnd, Path, read_references

_TREE_RESOLVER = re.compile(r"\$\{\s*oc\.[a-z.]+\s*:")  # OmegaConf's own look at the tree alone


@dataclass(frozen=True)
class Change:
    """An override that sets a value: ``key=value``, ``+key=value`` or ``++key=value``."""

    path: tuple[str, ...]
    value: Any
    add: bool = False
    force: bool = False


@dataclass(frozen=True)
class _Effect:
    """What a change makes of its base: the node set, the same plain, the open ends within."""

    parent: DictConfig
    path: tuple[str, ...]
    node: Node
    plain: Any
    holes: tuple[OpenEnd, ...]


class Base:
    """A composed configuration and what changes make of it."""

    def __init__(self, task: DictConfig) -> None:
        self.task = task
        self.plain: Any = OmegaConf.to_container(task)
        self.holes = tuple(_holes(task, ()))
        self.closed = not any(_asks_more_than_the_tree(node) for _, node in self.holes)
        self.effects: dict[str, _Effect | None] = {}

    def overlaid(self, changes: Sequence[tuple[str, Change]]) -> dict[str, Any] | None:
        """The base with changes laid over it, as plain containers."""
        if not self.closed:
            return None
        effects: list[_Effect] = []
        for text, change in changes:
            if text not in self.effects:
                self.effects[text] = self._effect(change)
            effect = self.effects[text]
            if effect is None:
                return None
            effects.append(effect)
        plain: dict[str, Any] = dict(self.plain)
        own = {id(plain)}
        for effect in effects:
            _lay(plain, own, effect.path, effect.plain)
        open_ends = [hole for effect in effects for hole in effect.holes]
        if self.holes:
            over = [effect.path for effect in effects]
            open_ends += [h for h in self.holes if not any(inside(h[0], path) for path in over)]
        if open_ends:
            found, rest = read_references(plain, open_ends)
            try:
                found += self._resolved(effects, rest) if rest else []
            except Exception:
                return None
            for path, value in found:
                _lay(plain, own, path, value)
        return plain

    def _effect(self, change: Change) -> _Effect | None:
        """Apply a change to the base, note what it makes, and take it back."""
        parent = self.task
        for key in change.path[:-1]:
            if not _is_open(parent):
                return None
            parent = parent.__dict__["_content"].get(key)
        if not _is_open(parent):
            return None
        key = change.path[-1]
        content = parent.__dict__["_content"]
        target = content.get(key)
        if target is not None:
            if change.add and target._is_interpolation():
                return None
            replaced = type(change.value) is not dict and not target._is_interpolation()
            if isinstance(change.value, dict | list) and not replaced and any(_holes(target, ())):
                return None  # merged with what others may change
        takes_any = type(target) is AnyNode and not target._get_flag("readonly")
        if takes_any and not change.add and _is_simple(change.value):
            node = AnyNode(change.value, key=key, parent=parent)
            return _Effect(parent, change.path, node, change.value, ())
        before = dict(content)
        if target is not None:
            content[key] = copy.deepcopy(target)
        dotted, add = ".".join(change.path), change.add or change.force
        try:
            if (
                change.add
                and not isinstance(change.value, dict | list)
                and OmegaConf.select(self.task, dotted, throw_on_missing=False) is not None
            ):
                return None
            OmegaConf.update(self.task, dotted, change.value, merge=True, force_add=add)
            made = content[key]
        except Exception:
            return None  # Hydra says what is wrong with it
        finally:
            content.clear()
            content.update(before)
        holes = tuple(_holes(made, change.path))
        if any(_asks_more_than_the_tree(node) for _, node in holes):
            return None
        return _Effect(parent, change.path, made, _plain(made), holes)

    def _resolved(
        self, effects: Sequence[_Effect], open_ends: Sequence[OpenEnd]
    ) -> list[tuple[Path, Any]]:
        """What the interpolations come to while the effects stand in the tree."""
        before = [dict(effect.parent.__dict__["_content"]) for effect in effects]
        try:
            for effect in effects:
                effect.parent.__dict__["_content"][effect.path[-1]] = effect.node
            return [(path, _plain(node._dereference_node(), True)) for path, node in open_ends]
        finally:
            for effect, kept in zip(reversed(effects), reversed(before), strict=True):
                effect.parent.__dict__["_content"].clear()
                effect.parent.__dict__["_content"].update(kept)


def _lay(plain: Any, own: set[int], path: Path, value: Any) -> None:
    """Set a value; containers on the way that are not this job's own are copied before."""
    for key in path[:-1]:
        if id(plain[key]) not in own:
            plain[key] = copy.copy(plain[key])
            own.add(id(plain[key]))
        plain = plain[key]
    plain[path[-1]] = value


def inside(path: Path, other: Path) -> bool:
    """Whether a path is another or lies below it."""
    return path[: len(other)] == other


def _is_open(node: Any) -> bool:
    """Whether a node is a dict that can be stepped into without resolving anything."""
    return isinstance(node, DictConfig) and not node._is_interpolation() and _is_there(node)


def _is_there(node: Container) -> bool:
    return not (node._is_none() or node._is_missing())


def _is_simple(value: Any) -> bool:
    """Whether a value says the same in every node that takes any value."""
    if isinstance(value, str):
        return "$" not in value and "?" not in value
    return value is None or isinstance(value, bool | int | float)


def _holes(node: Node, path: Path) -> Iterator[OpenEnd]:
    """Every interpolation in a tree, with its place."""
    if node._is_interpolation():
        yield path, node
    elif isinstance(node, Container) and _is_there(node):
        content = node.__dict__["_content"]
        for key, child in content.items() if isinstance(content, dict) else enumerate(content):
            yield from _holes(child, (*path, key))


def _asks_more_than_the_tree(node: Node) -> bool:
    """Whether an interpolation calls a resolver that may depend on more than the tree."""
    text = str(node._value())
    return ":" in _TREE_RESOLVER.sub("", text[text.index("${") :])


def _plain(node: Any, resolve: bool = False) -> Any:
    if isinstance(node, Container):
        return OmegaConf.to_container(node, resolve=resolve)
    return node._value()
