"""`python -m benchmarks [build|serve|page|…]`: measure some suites or all, print the table, write results.json."""

import argparse
import compileall
import importlib
import sys
from pathlib import Path

from benchmarks import results

SUITES = ("build", "serve", "page", "browser", "replies", "mcp", "glossary", "sandbox", "versions", "search")


def main() -> int:
    """Run the chosen suites; exit 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suites", nargs="*", default=SUITES, help=f"which of {', '.join(SUITES)}")
    parser.add_argument("--work", type=Path, default=Path(".cache/benchmarks"), help="folder for measured sites")
    arguments = parser.parse_args()
    work = arguments.work.absolute()
    work.mkdir(parents=True, exist_ok=True)
    # As pip leaves a package that it installs, and so the peers: a checkout's has no bytecode yet.
    compileall.compile_dir(Path(__file__).parents[1] / "plugins", quiet=1)
    found = []
    for suite in arguments.suites:
        for result in importlib.import_module(f"benchmarks.{suite}").results(work):
            print(f"{result.name}: {result.value:.3g} {result.unit} ({result.detail})", flush=True)
            found.append(result)
    print("\n" + results.table(found))
    results.write(found, Path(__file__).parent / "results.json")
    return 0 if all(result.met for result in found) else 1


if __name__ == "__main__":
    sys.exit(main())
