"""Connections that never get to the point: uvicorn itself waits without end for the head of a request."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

SECONDS = 20.0


class Impatient(H11Protocol):
    """
    HTTP as uvicorn speaks it; a connection on which no request began for SECONDS is closed.

    A browser that is answered already is closed sooner, by uvicorn's own keep-alive; what is left are
    those that send a head or the rest of a body drop by drop, to hold a place that others need.
    """

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's
        """Begin to watch."""
        super().connection_made(transport)
        self.loop.call_later(SECONDS, self._look, self.cycle)

    def _look(self, before: RequestResponseCycle | None) -> None:
        if self.transport.is_closing():
            return
        if self.cycle is before and (before is None or before.response_complete):
            self.transport.close()
        else:
            self.loop.call_later(SECONDS, self._look, self.cycle)
