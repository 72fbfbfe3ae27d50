"""Polite HTTP: who we are, at what pace, how often again, and when to stop."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random
from urllib.parse import urlsplit

import requests

from synth import __version__
from synth.domain.answers import Answer, Request
from synth.errors import (
    SourceBusy,
    SourceChanged,
    SourceError,
    SourceMissing,
    SourceRefused,
    SourceUnreachable,
    UserError,
)
from synth.sources import Source
from synth.sources.judging import LONGEST_WAIT, Judgement, Outcome

log = logging.getLogger(__name__)

CONNECT, READ, WHOLE = 10.0, 60.0, 300.0  # seconds: to connect, between two pieces, for a whole body
LARGEST = 256 * 1024 * 1024  # bytes; no API page comes near it
TRIES = 5
KEPT_HEADERS = ("content-type", "date", "retry-after", "x-api-pool")
KEPT_PREFIXES = ("x-ratelimit", "x-rate-limit", "x-concurrency")


def now() -> datetime:
    """Give this moment, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


class Client:
    """
    Ask one source, one request at a time.

    Waits between requests, honours ``Retry-After``, tries again where that can help (connection
    errors, bodies cut off, 429 and 5xx), and raises where it cannot: SourceRefused, SourceUnreachable,
    SourceBusy, or SourceError for a request that was wrong. What it returns was judged to be an answer.
    """

    def __init__(
        self,
        source: Source,
        *,
        base: str | None = None,
        contact: str = "",
        key: str = "",
        pace: float | None = None,
        clock: Callable[[], datetime] = now,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        session: requests.Session | None = None,
    ) -> None:
        self.source = source
        self.base = (base or source.BASE).rstrip("/")
        self.key = key
        self.introduction = source.introduce(contact)
        self.pace = pace if pace is not None else (source.KEYED_PACE if key else source.PACE)
        self.clock, self.sleep, self.monotonic = clock, sleep, monotonic
        self.session = session or requests.Session()
        reach = f"; mailto:{contact}" if contact else ""
        self.session.headers["User-Agent"] = f"synth/{__version__} (evidence synthesis{reach})"
        self.sent = 0
        self._next = 0.0
        self._random = Random(source.NAME)
        loopback = _is_loopback(source.NAME, base=self.base, key=key)
        self.session.auth = _unchanged  # or requests would put what a ~/.netrc says in the key's place
        self.session.trust_env = not loopback  # no proxy between us and this machine

    def ask(self, request: Request) -> Answer:
        """Send one request until it is answered; raise the SourceError that says why it was not."""
        trouble, status = "", None
        for attempt in range(1, TRIES + 1):
            self._keep_pace()
            try:
                answer = self._send(request)
            except (requests.RequestException, TimeoutError) as error:
                trouble, wait, status = f"no whole answer ({_reason(error)})", None, None
            else:
                judgement = self.source.judge(answer)
                if judgement.outcome is Outcome.ANSWERED:
                    return answer
                if judgement.outcome is not Outcome.WAIT:
                    raise self._refusal(answer, judgement)
                trouble, wait, status = judgement.words, judgement.wait, answer.status
            if attempt < TRIES:
                pause = self._pause(attempt, wait)
                log.warning(
                    "%s: %s; again in %.0f s (try %d of %d)", *self._at(trouble), pause, attempt, TRIES
                )
                self.sleep(pause)
        words = f"gave up after {TRIES} tries: {trouble}"
        if status is not None:
            raise SourceBusy(words, source=self.source.NAME, status=status)
        raise SourceUnreachable(words, source=self.source.NAME)

    def _at(self, trouble: str) -> tuple[str, str]:
        return self.source.NAME, trouble

    def _pause(self, attempt: int, wait: float | None) -> float:
        """Seconds until the next try: what was asked for, else 1, 2, 4 … with jitter."""
        return min(
            LONGEST_WAIT, wait if wait is not None else 2 ** (attempt - 1) * self._random.uniform(0.75, 1.25)
        )

    def _keep_pace(self) -> None:
        wait = self._next - self.monotonic()
        if wait > 0:
            self.sleep(wait)
        self._next = self.monotonic() + self.pace

    def _send(self, request: Request) -> Answer:
        headers, secret = self.source.authorise(self.key) if self.key else ({}, {})
        fields = {**self.introduction, **secret}
        parameters = [] if fields else list(request.parameters)
        # What can only travel as a field, a key above all, goes into a body, and all parameters with it.
        form = [*request.form, *(request.parameters if fields else ()), *fields.items()]
        self.sent += 1
        deadline = self.monotonic() + WHOLE
        with self.session.request(
            "POST" if form else "GET",
            self.base + request.path,
            params=parameters,
            data=form or None,
            headers=headers,
            timeout=(CONNECT, READ),
            stream=True,
            allow_redirects=not secret,  # a redirect could carry the key in the body to another host
        ) as response:
            body = self._body(response, deadline)
        return Answer(
            request=request,
            at=self.clock(),
            status=response.status_code,
            headers=_kept(response),
            body=body,
        )

    def _body(self, response: requests.Response, deadline: float) -> bytes:
        body = bytearray()
        for piece in response.iter_content(8192):
            body += piece
            if self.monotonic() > deadline:
                raise TimeoutError(f"the body took more than {WHOLE:.0f} s")
            if len(body) > LARGEST:
                raise SourceChanged(f"an answer of more than {LARGEST} bytes", source=self.source.NAME)
        return bytes(body)

    def _refusal(self, answer: Answer, judgement: Judgement) -> SourceError:
        name, words = self.source.NAME, judgement.words
        if judgement.outcome is Outcome.SPENT:
            return SourceRefused(
                f"budget spent or a long wait asked for: {words}",
                source=name,
                status=answer.status,
                wait=judgement.wait,
            )
        if judgement.outcome is Outcome.DENIED:
            hint = f"; see {self.source.KEY} in the environment" if self.source.KEY else ""
            return SourceRefused(f"denied: {words}{hint}", source=name, status=answer.status)
        if judgement.outcome is Outcome.MISSING:
            return SourceMissing(f"not there: {words}", source=name, status=answer.status)
        return SourceError(f"asked wrongly: {words}", source=name, status=answer.status)


def _unchanged(prepared: requests.PreparedRequest) -> requests.PreparedRequest:
    return prepared


def _kept(response: requests.Response) -> tuple[tuple[str, str], ...]:
    """Keep the headers that say what was sent and what budget is left."""
    pairs = ((name.lower(), value) for name, value in response.headers.items())
    return tuple(
        sorted(
            (name, value) for name, value in pairs if name in KEPT_HEADERS or name.startswith(KEPT_PREFIXES)
        )
    )


def _reason(error: Exception) -> str:
    """Say what went wrong on the wire without the address, which a proxy's password may be part of."""
    words = {
        requests.ConnectTimeout: "no connection in time",
        requests.ReadTimeout: "nothing came in time",
        requests.exceptions.ChunkedEncodingError: "the body was cut off",
        requests.exceptions.ContentDecodingError: "the body could not be unpacked",
        requests.exceptions.SSLError: "the certificate was not accepted",
        requests.exceptions.ProxyError: "the proxy refused",
        requests.ConnectionError: "no connection: host unreachable or the connection broke",
    }
    return next((text for kind, text in words.items() if isinstance(error, kind)), f"{type(error).__name__}")


def _is_loopback(name: str, *, base: str, key: str) -> bool:
    """Say whether a base address is this machine; refuse one that would carry a key in the clear."""
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"queries/review.toml: harvest.bases.{name}: {base!r} is not an http(s) address")
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if key and parts.scheme == "http" and not loopback:
        raise UserError(
            f"queries/review.toml: harvest.bases.{name}: a key would travel unencrypted; use https"
        )
    return loopback
