"""Stands for Vale: takes the options that its documentation has, and prints the JSON that is described there.

It reads configuration and vocabulary where Vale does. `teh` is misspelt, what vocabularies reject is found, and each
style of the project has one rule, against `utilise`. The file that `VALE_CALLS` names is told what was asked.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

Rule = tuple[str, str, str]


def main() -> None:
    """Judge files by a configuration, as the arguments say."""
    options = [one for one in sys.argv[1:] if one.startswith("--")]
    files = [one for one in sys.argv[1:] if not one.startswith("--")]
    assert {"--no-global", "--no-exit", "--output=JSON"} <= set(options), options
    config = Path(next(one for one in options if one.startswith("--config=")).partition("=")[2])
    text = config.read_text()
    if "Broken" in text:
        print(json.dumps({"Code": "E201", "Path": str(config), "Text": "no such style"}), file=sys.stderr)
        raise SystemExit(2)
    with open(os.environ["VALE_CALLS"], "a") as calls:
        calls.write(json.dumps(files) + "\n")
    found = {file: list(alerts(Path(file), list(rules(text)))) for file in files}
    print(json.dumps({file: listed for file, listed in found.items() if listed}))


def rules(config: str) -> Iterator[Rule]:
    """Yield what is looked for: name, level and pattern."""
    styles = Path(_setting("StylesPath", config))
    yield "Vale.Spelling", "suggestion", "teh"
    for name in _setting("Vocab", config).split(", "):
        for word in (styles / "config/vocabularies" / name / "reject.txt").read_text().splitlines():
            yield "Vale.Avoid", "warning", word
    for style in styles.iterdir():
        if style.name != "config":
            yield f"{style.name}.Own", "error", "utilise"


def alerts(file: Path, looked_for: list[Rule]) -> Iterator[dict[str, object]]:
    """Yield what is found in a file."""
    for number, line in enumerate(file.read_text().splitlines(), 1):
        for check, level, pattern in looked_for:
            if hit := re.search(pattern, line):
                yield {
                    "Action": {"Name": "", "Params": None},
                    "Check": check,
                    "Description": "",
                    "Line": number,
                    "Link": "",
                    "Match": hit[0],
                    "Message": f"Did you really mean '{hit[0]}'?",
                    "Severity": level,
                    "Span": [hit.start() + 1, hit.end()],
                }


def _setting(name: str, config: str) -> str:
    found = re.search(rf"^{name} = (.*)$", config, re.MULTILINE)
    assert found, config
    return found[1]


if __name__ == "__main__":
    main()
