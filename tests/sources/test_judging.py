"""What status and headers alone say of an answer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from synth.domain.answers import Answer, Pairs, Request
from synth.sources import judging
from synth.sources.judging import Outcome


def said(status: int, headers: Pairs = (), body: bytes = b"") -> Answer:
    return Answer(
        request=Request(source="eric", path="/"),
        at=datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
        status=status,
        headers=headers,
        body=body,
    )


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("2", 2.0),
        ("0.5", 0.5),
        ("-3", 0.0),
        ("Fri, 20 Nov 2026 12:01:00 GMT", 60.0),
        ("Fri, 20 Nov 2026 11:00:00 GMT", 0.0),
        ("Fri, 20 Nov 2026 12:01:00 -0000", None),  # a time without a zone is no moment
        ("soon", None),
    ],
)
def test_a_wait_is_asked_for_in_seconds_or_until_a_moment(value: str, seconds: float | None) -> None:
    assert judging.retry_after(said(429, (("retry-after", value),))) == seconds


def test_no_wait_is_asked_for_without_the_header() -> None:
    assert judging.retry_after(said(429)) is None


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.ANSWERED),
        (204, Outcome.ANSWERED),
        (408, Outcome.WAIT),
        (429, Outcome.WAIT),
        (502, Outcome.WAIT),
        (504, Outcome.WAIT),
        (401, Outcome.DENIED),
        (403, Outcome.DENIED),
        (404, Outcome.MISSING),
        (410, Outcome.MISSING),
        (301, Outcome.WRONG),
        (418, Outcome.WRONG),
        (501, Outcome.WRONG),
    ],
)
def test_a_status_has_one_meaning(status: int, outcome: Outcome) -> None:
    assert judging.judge(said(status)).outcome is outcome


def test_a_wait_too_long_to_make_means_to_stop_whatever_the_status() -> None:
    for status in (403, 429, 503):
        judgement = judging.judge(said(status, (("retry-after", "121"),)))
        assert (judgement.outcome, judgement.wait) == (Outcome.SPENT, 121.0)
    assert judging.judge(said(429, (("retry-after", "120"),))).outcome is Outcome.WAIT


def test_the_words_are_the_beginning_of_what_was_sent() -> None:
    judgement = judging.judge(said(400, body=b"  Query too long \xff" + b"x" * 1000))
    assert judgement.words.startswith("status 400: Query too long")
    assert len(judgement.words) < 350
