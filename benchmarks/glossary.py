"""What the marking of terms costs: on the demo site, and from one to ten thousand terms on a thousand pages."""

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from benchmarks import sites
from benchmarks.build import cold, ratio
from benchmarks.measure import median
from benchmarks.results import Result

PAGES = 1000
WORDS = 600
ROUNDS = 3


def results(work: Path) -> Iterator[Result]:
    """Build each site cold, without and with a glossary in turn."""
    with_terms = yaml.safe_load((sites.ROOT / "mkdocs.yml").read_text())
    without = {**with_terms, "plugins": [p for p in with_terms["plugins"] if "gatepost/glossary" not in p]}
    without["nav"] = [entry for entry in with_terms["nav"] if "Glossary" not in entry]
    folders = [
        demo(work / f"glossary-demo-{name}", config) for name, config in (("with", with_terms), ("without", without))
    ]
    pairs = [tuple(cold(folder) for folder in folders) for _ in range(5)]
    # The least of each: what else the machine does can only add, and it adds more than marking costs.
    marked, plain = (min(runs, key=lambda run: run.cpu) for runs in zip(*pairs, strict=True))
    yield ratio("demo site with glossary / without", marked, plain, 1.1, "less")
    thousand = [guides(work / f"glossary-{count}", count) for count in (1000, 10_000)]
    pairs = [tuple(cold(folder) for folder in thousand) for _ in range(ROUNDS)]
    few, many = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
    yield ratio("1,000 pages with 10,000 terms / with 1,000", many, few, 1.5, "less")


def demo(folder: Path, config: dict[str, object]) -> Path:
    """The demo site with another mkdocs.yml."""
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("docs", "specs", "theme_overrides"):
        shutil.copytree(sites.ROOT / name, folder / name)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump({**config, "strict": False}, sort_keys=False))
    return folder


def guides(folder: Path, count: int) -> Path:
    """A site of guides in invented words, and a glossary of some of them."""
    shutil.rmtree(folder, ignore_errors=True)
    chance = random.Random(1)
    vocabulary = ["".join(chance.choices("etaoinshrdlucm", k=chance.randint(3, 9))) for _ in range(30_000)]
    (folder / "docs").mkdir(parents=True)
    for number in range(PAGES):
        (folder / f"docs/page-{number}.md").write_text(f"# Page {number}\n\n{_paragraphs(chance, vocabulary)}\n")
    (folder / "docs/index.md").write_text("# Home\n")
    names = dict.fromkeys(" ".join(chance.choices(vocabulary, k=chance.choice((1, 2, 2)))) for _ in range(2 * count))
    terms = dict(zip(list(names)[:count], ["What it means."] * count, strict=True))
    (folder / "terms.yaml").write_text(yaml.safe_dump({"terms": terms}))
    sites.configuration(folder, ["gatepost/gateway", {"gatepost/glossary": {"terms": "terms.yaml"}}])
    return folder


def _paragraphs(chance: random.Random, vocabulary: Sequence[str]) -> str:
    return "\n\n".join(" ".join(chance.choices(vocabulary, k=WORDS // 6)) for _ in range(6))
