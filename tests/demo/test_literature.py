import datetime
import hashlib
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from synth.demo import accounts, naming, records, render_crossref, render_eric, render_pubmed, truth
from synth.demo.literature import Literature, generate
from synth.demo.records import SOURCES
from synth.demo.works import EPOCH, Kind
from synth.domain.reviews import Demo
from tests.demo.conftest import SEEDS

ONE_YEAR_ON = datetime.date(2027, 11, 1)


@pytest.fixture(scope="module")
def later() -> Literature:
    return generate(Demo(as_of=ONE_YEAR_ON), SEEDS)


def names_of(literature: Literature, source: str) -> dict[str, int]:
    return {
        naming.native_of(literature, int(record)): int(record) for record in literature.records_of(source)
    }


def fingerprint(literature: Literature) -> str:
    text = hashlib.sha256()
    for source in SOURCES:
        for record in literature.records_of(source):
            text.update(repr(accounts.account(literature, int(record))).encode())
    return text.hexdigest()


def test_the_default_has_about_as_many_works_and_records_as_promised(literature: Literature) -> None:
    works = (literature.held.max(axis=0) >= 0).sum()
    assert 2350 <= works <= 2650
    assert 5400 <= literature.seen.sum() <= 7200


def test_every_source_has_its_part(literature: Literature) -> None:
    counts = {source: len(literature.records_of(source)) for source in SOURCES}
    assert (
        counts["openalex"]
        > counts["crossref"]
        > counts["europepmc"]
        > counts["pubmed"]
        > counts["eric"]
        > 250
    )


@pytest.mark.parametrize("works", [1, 7, 40, 400])
def test_any_size_can_be_grown(works: int) -> None:
    literature = generate(Demo(works=works), SEEDS)
    assert len(literature.landmarks) == 2
    for source in SOURCES:
        for record in literature.records_of(source):
            accounts.account(literature, int(record))


def test_the_same_seed_gives_the_same_literature_and_another_seed_another() -> None:
    prints = [fingerprint(generate(Demo(works=120, seed=seed), SEEDS)) for seed in (1, 1, 2)]
    assert prints[0] == prints[1] != prints[2]


def test_another_process_grows_the_same_literature() -> None:
    script = (
        "from tests.demo.test_literature import fingerprint\n"
        "from tests.demo.conftest import SEEDS\n"
        "from synth.demo.literature import generate\n"
        "from synth.domain.reviews import Demo\n"
        "import sys\n"
        "sys.stdout.write(fingerprint(generate(Demo(works=120), SEEDS)))\n"
    )
    root = Path(__file__).resolve().parents[2]
    there = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    assert there.stdout == fingerprint(generate(Demo(works=120), SEEDS))


def test_a_later_day_shows_the_same_records_and_new_ones(literature: Literature, later: Literature) -> None:
    for source in SOURCES:
        now, then = names_of(literature, source), names_of(later, source)
        assert set(now) < set(then)
        assert {name: literature.records.work[record] for name, record in now.items()} == {
            name: later.records.work[then[name]] for name in now
        }


def test_a_record_that_was_not_updated_reads_the_same_on_a_later_day(
    literature: Literature, later: Literature
) -> None:
    unchanged = changed = 0
    for source in ("eric", "crossref", "pubmed"):
        for record in literature.records_of(source):
            before, after = (accounts.account(seen, int(record)) for seen in (literature, later))
            if before.updated == after.updated:
                unchanged += 1
                assert bodies(literature, before, source) == bodies(later, after, source)
            else:
                changed += 1
                assert literature.today < after.updated <= later.today
    assert unchanged > 2000
    assert changed > 50


def bodies(literature: Literature, account: accounts.Account, source: str) -> object:
    if source == "eric":
        return render_eric.document(account)
    if source == "pubmed":
        return render_pubmed.article(literature, account)
    # Counting citations is no change of the record.
    return render_crossref.work(literature, account, score=1) | {"is-referenced-by-count": 0}


def test_works_are_retracted_as_time_passes(literature: Literature, later: Literature) -> None:
    now = {work for work in range(literature.synthetic) if truth.retracted(literature, work)}
    then = {work for work in range(later.synthetic) if truth.retracted(later, work)}
    assert len(now) >= 10
    assert now < then


def test_nothing_is_dated_after_the_day_it_is_seen_on(literature: Literature) -> None:
    for source in SOURCES:
        for record in literature.records_of(source):
            account = accounts.account(literature, int(record))
            assert account.indexed <= literature.today
            assert account.updated <= literature.today
            assert account.year <= literature.as_of.year


def test_an_early_day_shows_fewer_works_and_after_the_horizon_nothing_grows() -> None:
    sizes = [
        int(generate(Demo(works=300, as_of=day), SEEDS).seen.sum())
        for day in (datetime.date(2010, 1, 1), datetime.date(2026, 11, 1), datetime.date(2032, 1, 1))
    ]
    assert sizes[0] < sizes[1] < sizes[2]
    at_last = generate(Demo(works=300, as_of=datetime.date(2040, 1, 1)), SEEDS)
    assert at_last.seen.sum() == sizes[2]


def test_works_cite_only_earlier_ones(literature: Literature) -> None:
    citations, day = literature.citations, literature.works.day
    assert len(citations.citing) > 20_000
    assert (day[citations.cited] <= day[citations.citing]).all()
    assert (citations.cited < citations.citing).all()


def test_citations_are_as_uneven_and_as_clannish_as_real_ones(literature: Literature) -> None:
    citations, works = literature.citations, literature.works
    received = np.sort(np.bincount(citations.cited, minlength=len(works)))[::-1]
    assert received[: len(works) // 10].sum() > 0.3 * received.sum()
    same_topic = works.topic[citations.citing] == works.topic[citations.cited]
    own = works.community[citations.citing] == works.community[citations.cited]
    assert same_topic.mean() > 0.6
    assert own[same_topic].mean() > 0.45  # by chance it would be a third
    age = works.day[citations.citing] - works.day[citations.cited]
    assert np.median(age) < 365 * 12


def test_a_landmark_is_real_in_all_it_says_and_silent_on_the_rest(literature: Literature) -> None:
    for number, landmark in enumerate(SEEDS):
        work = literature.synthetic + number
        held = literature.held[:, work]
        assert held[records.OPENALEX] >= 0
        assert held[records.CROSSREF] >= 0
        assert held[records.ERIC] < 0
        for record in held[held >= 0]:
            account = accounts.account(literature, int(record))
            assert account.doi == landmark.doi
            assert (account.title, account.year) == (landmark.title, landmark.year)
            assert [f"{person.family} {person.initials}" for person in account.authors] == list(
                landmark.authors
            )
            assert account.sections == ()
            assert (account.cited_by, account.references, account.notices) == (0, (), ())
            assert (account.volume, account.issue, account.first_page, account.open) == ("", "", "", False)


def test_no_synthetic_work_cites_a_real_one_or_shows_its_doi(literature: Literature) -> None:
    assert literature.citations.cited.max() < literature.synthetic
    assert literature.citations.citing.max() < literature.synthetic
    for source in SOURCES:
        for record in literature.records_of(source):
            if literature.records.work[record] < literature.synthetic:
                doi = naming.shown_doi(literature, int(record))
                assert doi == "" or doi.startswith(("10.5555/synth", "10.5555/snyth"))


def test_landmarks_move_nothing_of_the_synthetic_literature(literature: Literature) -> None:
    alone = generate(Demo(), ())
    for source in SOURCES:
        synthetic = {
            name: record
            for name, record in names_of(literature, source).items()
            if literature.records.work[record] < literature.synthetic
        }
        assert set(synthetic) == set(names_of(alone, source))


def test_every_kind_of_dirt_and_of_publication_occurs(literature: Literature) -> None:
    shown = np.flatnonzero(literature.seen)
    dirt = int(np.bitwise_or.reduce(literature.records.dirt[shown]))
    assert dirt == (1 << len(records.DIRT)) - 1
    kinds = set(literature.works.kind[literature.records.work[shown]].tolist())
    assert kinds == {int(kind) for kind in Kind}
    assert set(literature.works.language[literature.records.work[shown]].tolist()) == set(range(7))
    assert (literature.works.day[: literature.synthetic] > EPOCH).any()


def test_a_mistyped_doi_is_no_other_works_doi(literature: Literature) -> None:
    own = {naming.doi_of(literature, work) for work in range(literature.synthetic)}
    mistyped = [
        naming.shown_doi(literature, int(record))
        for record in np.flatnonzero(literature.records.dirt & records.BIT["mistyped-doi"])
    ]
    whole = [doi for doi in mistyped if doi and "suppl" not in doi]
    assert len(whole) > 5
    wrong = literature.records.dirt & records.BIT["wrong-doi"]
    assert not {doi for doi in whole if doi in own} - {
        naming.shown_doi(literature, int(record)) for record in np.flatnonzero(wrong)
    }
