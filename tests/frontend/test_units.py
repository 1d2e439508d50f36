"""Runs the frontend's own tests: `node --test` over `tests/frontend/**/*.test.ts`."""

import shutil
import subprocess
from pathlib import Path

import pytest

FRONTEND = Path(__file__).parents[2] / "frontend"


def test_the_frontend_keeps_its_own_tests() -> None:
    if not shutil.which("node") or not (FRONTEND / "node_modules" / "esbuild").is_dir():
        pytest.skip("no Node, or its packages are not installed: npm ci in frontend/")
    result = subprocess.run(["node", "test.mjs"], cwd=FRONTEND, capture_output=True, text=True, timeout=120)
    assert result.returncode == 0, "\n".join(
        line for line in result.stdout.splitlines() if not line.startswith(("ok ", "# Subtest"))
    )
