"""Several processes that answer at one address, each with its share of the connections.

Of a socket that all listen on, the process that wakes first takes every connection that waits
there, and clients that keep their connections open then keep one core busy. Linux spreads
connections over the sockets of one address, so there each worker listens on its own. The parent
holds them all: what waits for a worker that dies, hangs or is replaced is answered by the one that
comes after it.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator

from uvicorn import Config
from uvicorn.supervisors import Multiprocess
from uvicorn.supervisors.multiprocess import Process


def run(config: Config) -> None:
    """Answer in `config.workers` processes until asked to stop."""
    first = config.bind_socket()  # says where it answers, or that another program does
    if sys.platform != "linux":
        Multiprocess(config, [first]).run()
        return
    config.port = first.getsockname()[1]
    first.close()
    _Spread(config).run()


class _Spread(Multiprocess):
    """uvicorn's supervisor, giving each worker that it starts a socket of its own."""

    def __init__(self, config: Config) -> None:
        self._own: dict[socket.socket, Process] = {}
        self._given: socket.socket | None = None
        self._replaced: Iterator[Process] = iter(())
        super().__init__(config, [])

    @property
    def sockets(self) -> list[socket.socket]:
        """The socket for the worker that is now started: of the one whose place it takes."""
        self._settle()
        old = next(self._replaced, None)
        left = (s for s, w in self._own.items() if (w is old if old else not w.process.is_alive()))
        self._given = next(left, None) or _bound(self.config)
        return [self._given]

    @sockets.setter
    def sockets(self, _: list[socket.socket]) -> None:
        """Take none: uvicorn would share it among all."""

    def restart_all(self) -> None:
        """Replace each worker by one that takes over what waits at its socket."""
        self._settle()
        self._replaced = iter(tuple(self.processes))
        super().restart_all()
        self._replaced = iter(())

    def handle_ttou(self) -> None:
        """Let the last worker go, and close its socket: nobody would answer there."""
        self._settle()
        last = self.processes[-1]
        for own in [s for s, w in self._own.items() if w is last and len(self.processes) > 1]:
            del self._own[own]
            own.close()
        super().handle_ttou()

    def terminate_all(self) -> None:
        """Stop: who comes now is refused at once, instead of waiting for nobody."""
        self._settle()
        for own in self._own:
            own.close()
        super().terminate_all()

    def _settle(self) -> None:
        """Note which worker got the socket that was given last."""
        for worker in self.processes:
            if self._given is not None and worker not in self._own.values():
                self._own[self._given] = worker


def _bound(config: Config) -> socket.socket:
    """Return a new socket at the service's address."""
    own = socket.socket(socket.AF_INET6 if ":" in config.host else socket.AF_INET)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    own.bind((config.host, config.port))
    return own
