"""``ro-crate-metadata.json``: what a results folder holds, in words that archives read.

The form is RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): a description of the folder, of each file
in it and of the command that made them. Everything in it is taken from the folder's own provenance.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

CRATE = "ro-crate-metadata.json"
PROVENANCE = "provenance.json"
FORM = "https://w3id.org/ro/crate/1.1"
FORMATS = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".yaml": "application/yaml",
    ".parquet": "application/vnd.apache.parquet",
}


def describe(draft: Path, kind: str, names: Iterable[str]) -> None:
    """Write the description of a folder that has a provenance; others have none.

    Parameters
    ----------
    kind : what the folder holds, such as ``run``
    names : the files that are there, by their paths inside the folder
    """
    origin = draft / PROVENANCE
    if not origin.is_file():
        return
    told = json.loads(origin.read_text(encoding="utf-8"))
    files = [_file(draft, name) for name in sorted(names) if name != CRATE]
    graph = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "conformsTo": {"@id": FORM},
            "about": {"@id": "./"},
        },
        {
            "@id": "./",
            "@type": "Dataset",
            "name": f"Results of lmgsim: {told['command']}"[:300],
            "description": f"A folder of lmgsim ({kind}). {origin.name} says what it rests on; the "
            "same version, configuration and seed give the same tables, byte for byte.",
            "datePublished": told["written"],
            "license": {"@id": "#rights"},
            "hasPart": [{"@id": file["@id"]} for file in files],
            "mentions": {"@id": "#made"},
        },
        {
            "@id": "#rights",
            "@type": "CreativeWork",
            "name": "No licence chosen",
            "description": "Whoever made these results chooses; put the address of a licence here. "
            "lmgsim asks for nothing but to be cited.",
        },
        {
            "@id": "#made",
            "@type": "CreateAction",
            "name": told["command"],
            "endTime": told["written"],
            "instrument": {"@id": "#lmgsim"},
            "result": [{"@id": file["@id"]} for file in files],
        },
        {
            "@id": "#lmgsim",
            "@type": "SoftwareApplication",
            "name": "lmgsim",
            "version": told["lmgsim"],
            "softwareVersion": told["commit"] or told["lmgsim"],
        },
        *files,
    ]
    content = {"@context": f"{FORM}/context", "@graph": graph}
    (draft / CRATE).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _file(draft: Path, name: str) -> dict[str, object]:
    path = draft / name
    told = {
        "@id": quote(name),
        "@type": "File",
        "name": path.name,
        "contentSize": path.stat().st_size,
    }
    form = FORMATS.get(path.suffix)
    return {**told, **({"encodingFormat": form} if form else {})}
