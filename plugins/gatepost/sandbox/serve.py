"""Runs a sandbox on loopback under uvicorn, which is imported here alone."""

from __future__ import annotations

import socket
import sys
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import uvicorn

LOOPBACK = ("127.0.0.1", "::1", "localhost")
START_SECONDS = 10.0


@dataclass(frozen=True)
class Running:
    """A sandbox that serves in a thread of its own."""

    url: str
    _server: uvicorn.Server
    _thread: threading.Thread

    def stop(self) -> None:
        """Stops serving and waits for the thread; twice is as good as once."""
        self._server.should_exit = True
        self._thread.join(START_SECONDS)


def run(sandbox: Any, port: int = 4010, host: str = "127.0.0.1") -> None:
    """Serves in the foreground until interrupted; raises OSError where the port is taken."""
    listener = _listener(host, port)
    print(f"{sandbox.title}: sandbox at {_url(host, listener)} (key: sk-sandbox)", file=sys.stderr, flush=True)
    server = _server(sandbox)
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass
    finally:
        listener.close()


def start(sandbox: Any, port: int = 0, host: str = "127.0.0.1") -> Running:
    """Serves in a daemon thread and returns once it answers; port 0 takes a free one."""
    listener = _listener(host, port)
    server = _server(sandbox)
    ready = threading.Event()
    startup = server.startup

    async def announced(sockets: list[socket.socket] | None = None) -> None:
        await startup(sockets)
        ready.set()

    server.startup = announced  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, args=([listener],), name="gatepost-sandbox", daemon=True)
    thread.start()
    if not ready.wait(START_SECONDS):
        server.should_exit = True
        raise OSError(f"the sandbox did not start within {START_SECONDS:.0f} seconds")
    return Running(_url(host, listener), server, thread)


def _server(sandbox: Any) -> uvicorn.Server:
    import uvicorn

    config = uvicorn.Config(
        sandbox,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


def _listener(host: str, port: int) -> socket.socket:
    """A bound socket, so that a taken port is known at once; a sandbox is for this machine alone."""
    if host not in LOOPBACK:
        raise ValueError(f"A sandbox serves on loopback only ({', '.join(LOOPBACK)}), not on {host}.")
    family = socket.AF_INET6 if host == "::1" else socket.AF_INET
    # With the protocol named, asyncio turns Nagle's algorithm off, which else costs 40 ms an answer.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()
    except OSError as taken:
        listener.close()
        raise OSError(taken.errno, f"port {port} on {host} cannot be used: {taken.strerror}") from taken
    return listener


def _url(host: str, listener: socket.socket) -> str:
    port = listener.getsockname()[1]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
