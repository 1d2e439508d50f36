import socket

import httpx
import pytest

from gatepost.sandbox import Sandbox
from gatepost.sandbox.serve import start
from tests.unit.sandbox.asgi import KEY
from tests.unit.sandbox.things import THINGS


def test_a_sandbox_serves_on_a_free_port_and_stops() -> None:
    running = start(Sandbox(THINGS, pace=0.0))
    with httpx.Client(base_url=running.url, headers=KEY, trust_env=False) as client:
        assert client.get("/v1/things/special").json() == "special"
        with client.stream("POST", "/v1/talk", json={"stream": True}) as answer:
            assert "".join(answer.iter_text()).endswith("data: [DONE]\n\n")
        assert client.get("/v1/things/..%2f..%2fx").status_code == 200
        running.stop()
        with pytest.raises(httpx.ConnectError):
            client.get("/v1/things/special")
    running.stop()


def test_answers_are_not_held_back_by_the_network() -> None:
    running = start(Sandbox(THINGS))
    with httpx.Client(base_url=running.url, headers=KEY, trust_env=False) as client:
        times = sorted(client.get("/v1/things/special").elapsed.total_seconds() for _ in range(9))
    running.stop()
    assert times[4] < 0.035, "Nagle's algorithm costs 40 ms"


def test_a_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"port {port} on 127.0.0.1 cannot be used"):
            start(Sandbox(THINGS), port=port)


def test_only_loopback_is_served() -> None:
    with pytest.raises(ValueError, match="loopback only"):
        start(Sandbox(THINGS), host="0.0.0.0")
