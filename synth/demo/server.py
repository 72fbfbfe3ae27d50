"""The demonstration server: five scholarly APIs on the loopback interface."""

from __future__ import annotations

import http
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep
from types import TracebackType
from typing import Any
from urllib.parse import parse_qsl, unquote

from synth.demo import serve_crossref, serve_eric, serve_europepmc, serve_openalex, serve_pubmed
from synth.demo.calls import Call, Reply, as_text
from synth.demo.faults import Fault, Mishaps, refusal, spoilt
from synth.demo.literature import Literature
from synth.demo.records import SOURCES
from synth.demo.shelves import Shelf

Desk = Callable[[Call], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as the log keeps it; ``query`` is as it came, or the form of a POST."""

    source: str
    method: str
    path: str
    query: str
    status: int


class _Listener(ThreadingHTTPServer):
    """Keeps count of its connections, so that stopping leaves none open."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, owner: Server) -> None:
        self.owner = owner
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client has gone away; anything else is a bug and shows itself."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """Close the connections clients left open."""
        with self._guard:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # the client was faster


class _Handler(BaseHTTPRequestHandler):
    """Hands each request to the desk of its API."""

    protocol_version = "HTTP/1.1"
    server_version = "synthetic-demonstration"
    sys_version = ""
    wbufsize = -1  # head and body leave in one piece
    disable_nagle_algorithm = True
    server: _Listener

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self._answer(self.rfile.read(length).decode("utf-8", "replace"))

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the log is on the server object."""

    def _answer(self, form: str) -> None:
        path, _, query = self.path.partition("?")
        _, source, *rest = path.split("/", 2)
        below = "/" + rest[0] if rest else ""
        call = Call(
            method=self.command,
            path=unquote(below),
            target=self.path,
            parameters=tuple(
                parse_qsl(query, keep_blank_values=True) + parse_qsl(form, keep_blank_values=True)
            ),
            headers={name.lower(): value for name, value in self.headers.items()},
        )
        reply, fault = self.server.owner.answer(source, call)
        self.server.owner.note(
            Asked(source=source, method=call.method, path=below, query=query or form, status=reply.status)
        )
        self._send(reply, fault)

    def _send(self, reply: Reply, fault: Fault | None) -> None:
        cut = fault is not None and fault.kind == "cut-off"
        self.send_response(reply.status, http.HTTPStatus(reply.status).phrase)
        self.send_header("Content-Type", reply.kind)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body[: len(reply.body) // 2] if cut else reply.body)
        self.wfile.flush()
        self.close_connection = self.close_connection or cut

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Give the fixed day of the literature: the server's clock does not run."""
        return self.server.owner.literature.as_of.strftime("%a, %d %b %Y 12:00:00 GMT")


class Server:
    """
    Five APIs at ``address`` + ``/openalex``, ``/crossref``, ``/pubmed``, ``/europepmc``, ``/eric``.

    A context manager. ``requests`` is the log of what was asked, in order. ``credits`` is what
    OpenAlex gives for a day without a key; by default the real 1,000, and more for a literature too
    large for that. ``keys`` are the OpenAlex keys that are right. Limits a second are not enforced,
    since the clock stands still: faults bring them.
    """

    def __init__(
        self,
        literature: Literature,
        faults: Sequence[Fault] = (),
        *,
        credits: int | None = None,
        keys: Sequence[str] = ("synthetic-key",),
    ) -> None:
        self.literature = literature
        self.requests: list[Asked] = []
        self._mishaps = Mishaps(faults)
        self._guard = threading.Lock()
        shelves = {source: Shelf(literature, source) for source in SOURCES}
        budget = max(1000, literature.synthetic // 2) if credits is None else credits
        self._desks: dict[str, Desk] = {
            "openalex": serve_openalex.Desk(shelves["openalex"], credits=budget, keys=tuple(keys)).answer,
            "crossref": serve_crossref.Desk(shelves["crossref"]).answer,
            "pubmed": serve_pubmed.Desk(shelves["pubmed"]).answer,
            "europepmc": serve_europepmc.Desk(shelves["europepmc"]).answer,
            "eric": serve_eric.Desk(shelves["eric"]).answer,
        }
        self._listener: _Listener | None = None
        self._thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """The base address, without a slash at the end; only while the server runs."""
        assert self._listener is not None, "the server is not running: use it in a with statement"
        return f"http://127.0.0.1:{self._listener.server_address[1]}"

    def __enter__(self) -> Server:
        self._listener = _Listener(self)
        self._thread = threading.Thread(
            target=self._listener.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="demonstration server",
            daemon=True,
        )
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._listener is not None and self._thread is not None:
            self._listener.shutdown()
            self._thread.join()
            self._listener.hang_up()
            self._listener.server_close()
        self._listener = self._thread = None

    def note(self, asked: Asked) -> None:
        """Add a line to the log."""
        with self._guard:
            self.requests.append(asked)

    def answer(self, source: str, call: Call) -> tuple[Reply, Fault | None]:
        """Give the answer to a request and the fault it met."""
        desk = self._desks.get(source)
        if desk is None:
            return as_text("Not Found", status=404, kind="text/plain"), None
        with self._guard:
            fault = self._mishaps.next(source)
        if fault is None:
            return desk(call), None
        if fault.kind == "slow":
            sleep(fault.seconds)
        refused = refusal(fault)
        if refused is not None:
            return refused, fault
        return spoilt(fault, desk(call), call.value("cursor", "cursorMark")), fault
