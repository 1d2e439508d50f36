import json
import tarfile
from io import BytesIO
from pathlib import Path

from gatepost.sandbox.pack import pack
from gatepost.sandbox.page import unpacked
from tests.unit.sandbox.things import describe, response

DESCRIPTION = describe({"/things": {"get": {"operationId": "list", "responses": {"200": response({"type": "array"})}}}})
BEHAVIOUR = """
from gatepost.sandbox.behaviour import Reply, operation

@operation("list")
def things(call):
    return Reply(body=["one"])
"""


def opened(archive: bytes) -> tarfile.TarFile:
    return tarfile.open(fileobj=BytesIO(archive))


def test_equal_input_makes_equal_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(BEHAVIOUR)
    assert pack([DESCRIPTION], tmp_path) == pack([DESCRIPTION], tmp_path)
    assert pack([DESCRIPTION], tmp_path, seed=2) != pack([DESCRIPTION], tmp_path)


def test_the_archive_holds_what_a_page_needs_and_nothing_hidden(tmp_path: Path) -> None:
    behaviours = tmp_path / "behaviours"
    for name in ("a.py", "words/b.txt", "__pycache__/a.pyc", ".env"):
        (behaviours / name).parent.mkdir(parents=True, exist_ok=True)
        (behaviours / name).write_text(BEHAVIOUR)
    with opened(pack([DESCRIPTION, DESCRIPTION], behaviours)) as archive:
        names = archive.getnames()
        second = archive.extractfile("descriptions/001.json")
        assert second and json.load(second) == DESCRIPTION
    assert [name for name in names if name.startswith("behaviours/")] == ["behaviours/a.py", "behaviours/words/b.txt"]
    assert "gatepost/sandbox/app.py" in names and "gatepost/sandbox/serve.py" not in names


def test_an_unpacked_archive_is_the_sandbox_again(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "a.py").write_text(BEHAVIOUR)
    with opened(pack([DESCRIPTION], tmp_path / "from", seed=7, still=True)) as archive:
        archive.extractall(tmp_path / "to", filter="data")
    sandbox = unpacked(tmp_path / "to")
    assert [one.id for one in sandbox.operations] == ["list"]
    assert sandbox.contract.behaviour(sandbox.operations[0]) is not None
    moment = sandbox.clock.now()
    assert sandbox.clock.now() == moment
