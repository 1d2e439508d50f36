"""The commands as others call them (exit codes and JSON forms are promised)."""

import json
import queue
import re
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from gatepost.cli import main

GOOD: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Things", "version": "1"},
    "paths": {"/things": {"get": {"operationId": "listThings", "responses": {"200": {"description": "All."}}}}},
}


@pytest.fixture
def description(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "gateway.json"
    path.write_text(json.dumps(GOOD, indent=2))
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_check_is_silent_about_a_good_description(description: Path) -> None:
    result = run("check", "gateway.json", "--format", "json")
    assert (result.exit_code, json.loads(result.output)) == (0, [])


def test_check_gives_place_cause_and_exit_code_1(description: Path) -> None:
    broken = {**GOOD, "paths": {"/things/{id}": GOOD["paths"]["/things"]}}
    description.write_text(json.dumps(broken, indent=2))
    result = run("check", "gateway.json", "--format", "json")
    assert result.exit_code == 1
    (problem,) = [found for found in json.loads(result.output) if found["severity"] == "error"]
    assert set(problem) == {"rule", "severity", "message", "file", "pointer", "line"}
    assert problem["file"] == "gateway.json" and "id" in problem["message"]
    assert description.read_text().splitlines()[problem["line"] - 1].strip().startswith('"')


def test_check_lists_what_cannot_be_read(description: Path) -> None:
    description.write_text('{"openapi": "3.1.0",')
    result = run("check", "gateway.json", "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.output)[0]["line"] == 1


def test_a_missing_file_is_a_usage_error(description: Path) -> None:
    assert run("check", "absent.yaml").exit_code == 2


def test_pages_are_whole_documents_with_twins(description: Path, tmp_path: Path) -> None:
    result = run("pages", "out", "gateway.json")
    assert result.exit_code == 0, result.output
    page = tmp_path / "out/reference/other-operations/list-things"
    html = (page / "index.html").read_text()
    assert html.startswith("<!doctype html>") and 'data-address="operation:GET /things"' in html
    assert (page / "index.md").read_text().startswith("# listThings")
    assert json.loads((page / "contract.json").read_text())["path"] == "/things"
    for asset in re.findall(r'(?:href|src)="([^"]*assets/gatepost/[^"]*)"', html):
        assert (page / asset).resolve().exists(), asset
    assert not (tmp_path / "out/.cache").exists()


def test_the_sandbox_answers_postern_without_an_argument(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).parent / "gatepost"), "sandbox", "--port", "0"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    lines: queue.Queue[str] = queue.Queue()
    assert process.stderr
    reader = threading.Thread(target=lambda: [lines.put(line) for line in process.stderr or ()], daemon=True)
    reader.start()
    try:
        url = re.findall(r"http://127\.0\.0\.1:\d+", lines.get(timeout=60))[0]
        request = urllib.request.Request(f"{url}/v1/models", headers={"Authorization": "Bearer sk-sandbox"})
        with urllib.request.urlopen(request, timeout=10) as response:
            assert json.load(response)["data"]
    finally:
        process.terminate()
        process.wait()
        reader.join()
        process.stderr.close()


def test_a_port_in_use_is_said_in_words(description: Path) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("sandbox", "gateway.json", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == 2
    assert "--port" in result.output
