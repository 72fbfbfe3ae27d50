from __future__ import annotations

import logging
import socket
import threading
from datetime import UTC, datetime

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request as Received
from werkzeug import Response

from synth.domain.answers import Request
from synth.errors import (
    SourceBusy,
    SourceError,
    SourceMissing,
    SourceRefused,
    SourceUnreachable,
    UserError,
)
from synth.sources import SOURCES
from synth.sources.client import TRIES, Client

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
EMPTY = b'{"meta": {"count": 0, "next_cursor": null}, "results": [], "group_by": []}'
SECRET = "sEcReT-kEy-0123456789"


class Watch:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def monotonic(self) -> float:
        return self.time


def client(base: str, *, name: str = "openalex", watch: Watch | None = None, key: str = "") -> Client:
    watch = watch or Watch()
    return Client(
        SOURCES[name],
        base=base,
        contact="keeper@example.org",
        key=key,
        clock=lambda: NOON,
        sleep=watch.sleep,
        monotonic=watch.monotonic,
    )


def works(text: str = "a") -> Request:
    return Request(source="openalex", path="/works", parameters=(("search", text),))


def test_an_answer_is_kept_as_it_came(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/works", query_string={"search": "a & b"}).respond_with_data(
        EMPTY, headers={"X-RateLimit-Remaining": "990", "Set-Cookie": "no=1"}, content_type="application/json"
    )
    answer = client(httpserver.url_for("/")).ask(works("a & b"))
    assert answer.body == EMPTY
    assert answer.at == NOON
    assert answer.header("x-ratelimit-remaining") == "990"
    assert answer.header("set-cookie") is None
    assert "synth/" in httpserver.log[0][0].headers["User-Agent"]
    assert "keeper@example.org" in httpserver.log[0][0].headers["User-Agent"]


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_passing_trouble_is_tried_again(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_ordered_request("/works").respond_with_data("busy", status=status)
    httpserver.expect_ordered_request("/works").respond_with_data(EMPTY)
    watch = Watch()
    assert client(httpserver.url_for("/"), watch=watch).ask(works()).body == EMPTY
    assert len(httpserver.log) == 2
    assert watch.slept


def test_retry_after_is_honoured(httpserver: HTTPServer) -> None:
    httpserver.expect_ordered_request("/works").respond_with_data(
        "slow down", status=503, headers={"Retry-After": "17"}
    )
    httpserver.expect_ordered_request("/works").respond_with_data(EMPTY)
    watch = Watch()
    client(httpserver.url_for("/"), watch=watch).ask(works())
    assert watch.slept[0] == 17


def test_tries_are_bounded_and_the_end_is_an_error(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/works").respond_with_data("down", status=503)
    with pytest.raises(SourceBusy, match=r"openalex: gave up after 5 tries: .*down"):
        client(httpserver.url_for("/")).ask(works())
    assert len(httpserver.log) == TRIES


def test_a_wait_too_long_to_make_is_a_refusal_at_once(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/works").respond_with_data(
        "come back tomorrow", status=429, headers={"Retry-After": "54000"}
    )
    watch = Watch()
    with pytest.raises(SourceRefused) as caught:
        client(httpserver.url_for("/"), name="europepmc", watch=watch).ask(
            Request(source="europepmc", path="/works")
        )
    assert caught.value.wait == 54000
    assert caught.value.status == 429
    assert watch.slept == []


@pytest.mark.parametrize("status", [401, 403])
def test_a_denial_is_not_tried_again(httpserver: HTTPServer, status: int) -> None:
    httpserver.expect_request("/works").respond_with_data('{"error": "Invalid API key"}', status=status)
    with pytest.raises(SourceRefused, match="OPENALEX_API_KEY"):
        client(httpserver.url_for("/"), key=SECRET).ask(works())
    assert len(httpserver.log) == 1


def test_what_is_not_there_is_said_to_be_missing(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/works").respond_with_data("Resource not found.", status=404)
    with pytest.raises(SourceMissing):
        client(httpserver.url_for("/"), name="crossref").ask(Request(source="crossref", path="/works"))


def test_a_wrong_request_is_an_error_and_not_an_empty_answer(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/works").respond_with_data('{"error": "bad filter"}', status=400)
    with pytest.raises(SourceError, match="bad filter"):
        client(httpserver.url_for("/")).ask(works())
    assert len(httpserver.log) == 1


def test_a_key_travels_in_a_header_and_never_in_the_address(
    httpserver: HTTPServer, caplog: pytest.LogCaptureFixture
) -> None:
    httpserver.expect_ordered_request("/works").respond_with_data("busy", status=503)
    httpserver.expect_ordered_request("/works").respond_with_data(EMPTY)
    with caplog.at_level(logging.DEBUG):
        answer = client(httpserver.url_for("/"), key=SECRET).ask(works())
    received = httpserver.log[0][0]
    assert received.headers["Authorization"] == f"Bearer {SECRET}"
    assert SECRET not in received.url
    assert SECRET not in caplog.text
    assert SECRET not in repr(answer)


def test_a_key_that_knows_no_header_travels_in_the_body(httpserver: HTTPServer) -> None:
    def answer(request: Received) -> Response:
        assert request.form["api_key"] == SECRET
        assert request.form["term"] == "belonging[tiab]"
        assert request.form["tool"] == "synth"
        assert request.form["email"] == "keeper@example.org"
        return Response('{"esearchresult": {"count": "0", "idlist": []}}', content_type="application/json")

    httpserver.expect_request("/esearch.fcgi", method="POST").respond_with_handler(answer)
    asked = Request(source="pubmed", path="/esearch.fcgi", parameters=(("term", "belonging[tiab]"),))
    client(httpserver.url_for("/"), name="pubmed", key=SECRET).ask(asked)
    httpserver.check_assertions()
    assert SECRET not in httpserver.log[0][0].url


def test_who_asks_is_said_as_pubmed_wants_it_and_is_not_kept(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/esearch.fcgi", method="POST").respond_with_data("{}")
    asked = Request(source="pubmed", path="/esearch.fcgi", form=(("term", "belonging[tiab]"),))
    answer = client(httpserver.url_for("/"), name="pubmed").ask(asked)
    assert answer.request == asked
    assert "example.org" not in repr(answer)
    sent = httpserver.log[0][0].form.to_dict()
    assert sent == {"term": "belonging[tiab]", "tool": "synth", "email": "keeper@example.org"}


def test_a_key_never_travels_unencrypted_over_the_net() -> None:
    with pytest.raises(UserError, match=r"harvest\.bases\.openalex.*https"):
        client("http://api.example.org", key=SECRET)


def test_a_base_that_is_no_address_is_named() -> None:
    with pytest.raises(UserError, match=r"harvest\.bases\.openalex: 'here'"):
        client("here")


def test_the_pace_is_kept_between_requests(httpserver: HTTPServer) -> None:
    httpserver.expect_request("/works").respond_with_data(EMPTY)
    watch = Watch()
    polite = client(httpserver.url_for("/"), watch=watch)
    for text in "abc":
        polite.ask(works(text))
    assert watch.slept == pytest.approx([SOURCES["openalex"].PACE] * 2)


def test_a_body_that_was_cut_off_is_asked_for_again() -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(EMPTY)
    with canned(whole + EMPTY[:20], whole + EMPTY) as base:
        assert client(base).ask(works()).body == EMPTY


def test_a_host_that_cannot_be_reached_is_said_so_after_all_tries() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(SourceUnreachable, match="openalex: gave up after 5 tries: no whole answer"):
        client(f"http://127.0.0.1:{port}").ask(works())


class canned:
    """A server that sends these bytes, one connection each, and closes."""

    def __init__(self, *replies: bytes) -> None:
        self._replies = replies
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def _serve(self) -> None:
        for reply in self._replies:
            connection, _ = self._listening.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(reply)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def __exit__(self, *unused: object) -> None:
        self._listening.close()
        self._thread.join(timeout=5)
