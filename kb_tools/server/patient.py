"""Connections as uvicorn has them, with two ends that it leaves open.

A worker that stops closes its connections late, so that none loses its request; and a client that
never finishes the head of a request is sent away, with whatever it has sent so far.
"""

from __future__ import annotations

from asyncio import TimerHandle, Transport

from uvicorn.protocols.http.auto import AutoHTTPProtocol

PATIENCE = 0.5
"""Seconds in which a request that is on its way to a stopping worker still arrives."""
HEAD = 10.0
"""Seconds in which the head of a request has to arrive."""
LONGEST = 65_536
"""Bytes of a head."""


class Patient(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """uvicorn's connection; its own waits for ever, and closes at once what has not asked yet."""

    _late: TimerHandle | None = None
    _read = 0

    def connection_made(self, transport: Transport) -> None:
        """Give the first request its time."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """Give a request its time; one after another on a connection has its own."""
        super().on_message_begin()
        self._wait()

    def on_headers_complete(self) -> None:
        """Leave the rest to the application, which has a time and a size of its own."""
        self._wait_no_longer()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Take what comes in, up to so many bytes of a head; those that it begins with are few."""
        head = self._late
        super().data_received(data)
        if self._late is not None and self._late is head:
            self._read += len(data)
            if self._read > LONGEST:
                self._refuse(b"431 Request Header Fields Too Large")

    def shutdown(self) -> None:
        """Close the connection once its requests are answered, and no other can be on its way."""
        self.loop.call_later(PATIENCE, super().shutdown)

    def _wait(self) -> None:
        self._wait_no_longer()
        self._read = 0
        self._late = self.loop.call_later(HEAD, self._refuse, b"408 Request Timeout")

    def _wait_no_longer(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _refuse(self, status: bytes) -> None:
        self._wait_no_longer()
        if not self.transport.is_closing():
            close = b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
            self.transport.write(b"HTTP/1.1 " + status + close)
            self.transport.close()
