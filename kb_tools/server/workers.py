"""Several processes that answer at one address, each with its share of the connections.

Of a socket that all listen on, whoever wakes first takes every connection that waits there, and
clients that keep their connections open then keep one core busy. Linux spreads connections over
the sockets of one address, so there each worker listens on its own.
"""

from __future__ import annotations

import socket
import sys

from uvicorn import Config
from uvicorn.supervisors import Multiprocess


def run(config: Config) -> None:
    """Answer in `config.workers` processes until told to stop."""
    first = config.bind_socket()  # says where it answers, or that another program does
    if sys.platform != "linux":
        Multiprocess(config, [first]).run()
        return
    config.port = first.getsockname()[1]
    first.close()
    _Spread(config, []).run()


class _Spread(Multiprocess):
    """uvicorn's supervisor, giving each worker that it starts a socket of its own."""

    @property
    def sockets(self) -> list[socket.socket]:
        """A new socket at the service's address; the parent keeps none that nobody accepts from."""
        family = socket.AF_INET6 if ":" in self.config.host else socket.AF_INET
        own = socket.socket(family)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        own.bind((self.config.host, self.config.port))
        return [own]

    @sockets.setter
    def sockets(self, _: list[socket.socket]) -> None:
        """Take none: uvicorn would share it among all."""
