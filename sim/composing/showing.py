"""What can be chosen, what a run holds and where each part of it comes from, as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from string import Template

from hydra.core.object_type import ObjectType
from omegaconf import OmegaConf

from sim.composing.loading import Loader, as_hydra_1_3, conf_folder
from sim.composing.overrides import Asked
from sim.composing.sources import ROOT
from sim.errors import InputError
from sim.files.yaml_text import read_yaml


def without_sweeps(asked: Asked) -> Asked:
    """What was asked without the keys that were given several values."""
    return replace(asked, parsed=[one for one in asked.parsed if not one.is_sweep_override()])


def options(asked: Asked) -> dict[str, list[str]]:
    """The options of every group, those of folders of one's own among them."""
    files = Loader(asked.folders).repository
    with as_hydra_1_3():
        names = files.get_group_options("", ObjectType.GROUP)
        return {name: files.get_group_options(name) for name in names}


def help_text(asked: Asked, content: Mapping[str, object]) -> str:
    """What ``lmgsim run --help`` prints: the words of conf/config.yaml, options and values."""
    root = read_yaml(conf_folder() / f"{ROOT}.yaml")
    assert isinstance(root, dict)
    words = root["hydra"]["help"]
    for name in ("header", "footer"):
        words["template"] = words["template"].replace(f"${{hydra.help.{name}}}", words[name])
    lines = (f"{name}: {', '.join(found)}\n" for name, found in options(asked).items())
    text = Template(words["template"]).substitute(
        APP_CONFIG_GROUPS="".join(lines), CONFIG=as_yaml(content)
    )
    return f"{text}\n"


def as_yaml(content: Mapping[str, object], part: str | None = None) -> str:
    """A configuration, or a part of it by its dotted name, as YAML.

    Raises
    ------
    InputError
        If there is no such part.
    """
    if part is None or part == "_global_":
        return OmegaConf.to_yaml(dict(content))
    found: object = content
    for key in part.split("."):
        if not isinstance(found, Mapping) or key not in found:
            raise InputError(f"--package {part[:60]}: a run holds {', '.join(content)}")
        found = found[key]
    if not isinstance(found, Mapping | list):
        return f"{found}\n"
    return f"# @package {part}\n{OmegaConf.to_yaml(found)}"


def parts_table(asked: Asked) -> str:
    """Which file gives each part of a configuration, in the order in which they are joined."""
    loader = Loader(asked.folders)
    with as_hydra_1_3():
        found = loader.defaults(asked.parsed)
        rows = [("file", "part", "folder")]
        for one in found.defaults:
            source = loader.repository._find_object_source(str(one.config_path), ObjectType.CONFIG)
            place = source.path if source else ""
            rows.append((f"{one.config_path}.yaml", one.package or "(all)", place))
    widths = [max(len(row[n]) for row in rows) for n in range(2)]
    return "".join(f"{a:<{widths[0]}}  {b:<{widths[1]}}  {c}\n" for a, b, c in rows)


def folders_table(asked: Asked) -> str:
    """The folders in which options are looked for, in order."""
    sources = Loader(asked.folders).repository.get_sources()
    return "".join(f"{source.path}\n" for source in sources if source.path)
