"""Connections that are told late that their worker stops, so that none loses its request."""

from __future__ import annotations

from uvicorn.protocols.http.auto import AutoHTTPProtocol

PATIENCE = 0.5
"""Seconds in which a request that is on its way to a stopping worker still arrives."""


class Patient(AutoHTTPProtocol):  # type: ignore[misc, valid-type]
    """uvicorn's connection; its own closes at once what was accepted and has not asked yet."""

    def shutdown(self) -> None:
        """Close the connection once its requests are answered, and no other can be on its way."""
        self.loop.call_later(PATIENCE, super().shutdown)
