from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path

import pytest

from synth.domain.records import RelationKind
from synth.domain.reviews import (
    Assignment,
    Citations,
    Coding,
    Dedup,
    Demo,
    Harvest,
    Point,
    Profile,
    Review,
    Scope,
    Screening,
    Share,
    Team,
    Topics,
)
from synth.domain.thesaurus import Entry
from synth.errors import UserError
from synth.maps import thesaurus
from synth.store import reviews

QUERIES = Path(__file__).resolve().parents[2] / "queries"
LEAST = 'name = "A review"\nquestion = "Why?"\n'
HEADER = "doi,title,authors,year,journal,known_from\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / "queries" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def review_fault(folder: Path, text: str) -> str:
    with pytest.raises(UserError) as caught:
        reviews.read_review(write(folder, "review.toml", text))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def dois_fault(folder: Path, text: str) -> str:
    with pytest.raises(UserError) as caught:
        reviews.read_dois(write(folder, "dois.csv", text))
    return str(caught.value)


def test_a_thesaurus_gives_each_term_what_it_counts_as_and_its_line(tmp_path: Path) -> None:
    text = 'counts_as,term,note\n\nDEI,"diversity,  equity",commas\n,participants,\n'
    first, second = reviews.read_thesaurus(write(tmp_path, "thesaurus.csv", text), lambda entries: [])
    assert first == Entry(term="diversity, equity", counts_as="DEI")
    assert (first.note, first.line) == ("commas", 3)
    assert (second.term, second.counts_as, second.line) == ("participants", "", 4)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("term,note\n", "line 1: the header lacks counts_as"),
        ("term,counts_as,note\na,b\n", "line 2: 2 fields where the header has 3"),
        ("term,counts_as,note\na,b,\nc,d,\n", "line 2: not so (and 1 more)"),
    ],
)
def test_a_line_of_a_thesaurus_that_cannot_be_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(UserError) as caught:
        reviews.read_thesaurus(
            write(tmp_path, "thesaurus.csv", text), lambda entries: [(one.line, "not so") for one in entries]
        )
    assert str(caught.value) == f"queries/thesaurus.csv: {words}"


def test_the_thesaurus_that_comes_along_can_be_followed() -> None:
    assert reviews.read_thesaurus(QUERIES / "thesaurus.csv", thesaurus.faults)


def test_a_review_needs_a_name_and_a_question_and_has_defaults_for_the_rest(tmp_path: Path) -> None:
    review = reviews.read_review(write(tmp_path, "review.toml", LEAST))
    assert review == Review(name="A review", question="Why?")


def test_every_setting_that_is_written_is_read(tmp_path: Path) -> None:
    text = LEAST + (
        'profile = "files"\n'
        '[[criteria]]\nname = "c"\ntext = "t"\ninclude = false\n'
        '[[reasons]]\nid = "r"\nlabel = "R"\n'
        "[harvest]\nas_of = 2026-01-02\nrefresh_every_days = 30\n"
        'sources = ["eric"]\ncontact = "a@example.org"\nbases = {eric = "http://127.0.0.1:1/eric"}\n'
        '[demo]\nseed = 7\nworks = 10\nas_of = "2026-02-03"\nfaults = ["eric:500:after=1:times=1"]\n'
        '[screening]\nmodel = "bayes"\nseed = 0\ntarget = 0.9\nconfidence = 0.8\nstopping = "knee"\n'
    )
    review = reviews.read_review(write(tmp_path, "review.toml", text))
    assert review.profile is Profile.FILES
    assert [(item.name, item.text, item.include) for item in review.criteria] == [("c", "t", False)]
    assert [(item.id, item.label) for item in review.reasons] == [("r", "R")]
    assert review.harvest == Harvest(
        as_of=datetime.date(2026, 1, 2),
        refresh_every_days=30,
        sources=("eric",),
        contact="a@example.org",
        bases={"eric": "http://127.0.0.1:1/eric"},
    )
    assert review.demo == Demo(
        seed=7, works=10, as_of=datetime.date(2026, 2, 3), faults=("eric:500:after=1:times=1",)
    )
    assert review.screening == Screening(model="bayes", seed=0, target=0.9, confidence=0.8, stopping="knee")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('name = "a"\n', "question: is missing"),
        ('name = " "\nquestion = "q"\n', "name: is empty"),
        ('name = "a"\nquestion = ""\n', "question: is empty"),
        (LEAST + "colour = 1\n", "colour: there is no such setting"),
        (LEAST + "[harvest]\nrefresh = 1\n", "harvest.refresh: there is no such setting"),
        (LEAST + '[harvest]\nrefresh_every_days = "7"\n', "harvest.refresh_every_days: input should be"),
        (LEAST + "[harvest]\nrefresh_every_days = 7.5\n", "harvest.refresh_every_days: input should be"),
        (LEAST + "[harvest]\nrefresh_every_days = 0\n", "harvest.refresh_every_days: must be 1 or more"),
        (LEAST + '[harvest]\nas_of = "soon"\n', "harvest.as_of: input should be a valid date"),
        (LEAST + "[harvest]\nas_of = 10:00:00\n", "harvest.as_of: input should be a valid date"),
        (LEAST + '[harvest]\ncontact = ["a"]\n', "harvest.contact: input should be a valid string"),
        (LEAST + "harvest = 3\n", "harvest: should be a table"),
        (LEAST + '[harvest]\nsources = ["scopus"]\n', "harvest.sources: there is no source 'scopus'"),
        (LEAST + "[harvest]\nsources = []\n", "harvest.sources: is empty"),
        (LEAST + '[harvest]\nsources = ["eric", "pubmed", "eric"]\n', "harvest.sources: 'eric' stands twice"),
        (LEAST + '[harvest]\ncontact = "a@example.org\\nX: y"\n', "harvest.contact: 'a@example.org\\nX: y'"),
        (LEAST + '[harvest]\ncontact = "Ada <a@example.org>"\n', "harvest.contact: 'Ada <a@example.org>' is"),
        (
            LEAST + '[harvest]\ncontact = "ädä@example.org"\n',
            "harvest.contact: 'ädä@example.org' is no",
        ),
        (LEAST + '[harvest]\nbases = {scopus = "http://x"}\n', "harvest.bases: there is no source 'scopus'"),
        (LEAST + '[harvest]\nbases = {eric = "x"}\n', "harvest.bases.eric: 'x' is no address"),
        (LEAST + 'profile = "real"\n', "profile: input should be 'demo', 'live' or 'files', not \"real\""),
        (LEAST + "[demo]\nworks = true\n", "demo.works: input should be a valid integer"),
        (LEAST + "[demo]\nworks = 0\n", "demo.works: must be 1 or more"),
        (LEAST + "[demo]\nseed = -1\n", "demo.seed: must be 0 or more"),
        (LEAST + "[screening]\nseed = -1\n", "screening.seed: must be 0 or more"),
        (LEAST + f"[screening]\nseed = {2**32}\n", "screening.seed: must be 4294967295 or less"),
        (LEAST + "[screening]\ntarget = 1.0\n", "screening.target: must lie between 0 and 1"),
        (LEAST + "[screening]\nconfidence = 95.0\n", "screening.confidence: must lie between 0 and 1"),
        (LEAST + '[[criteria]]\nname = "a"\n', "criteria[1].text: is missing (and 1 more)"),
        (LEAST + '[[reasons]]\nid = ""\nlabel = "L"\n', "reasons: the id '' is empty"),
        (LEAST + '[[reasons]]\nid = "a"\nlabel = "L"\n' * 2, "reasons: the id 'a' stands twice"),
        (
            LEAST + "".join(f'[[reasons]]\nid = "{n}"\nlabel = "L"\n' for n in range(10)),
            "reasons: there are 10",
        ),
    ],
)
def test_a_fault_is_one_line_with_file_and_field(tmp_path: Path, text: str, words: str) -> None:
    assert review_fault(tmp_path, text).startswith(f"queries/review.toml: {words}")


def test_how_records_become_works_is_read(tmp_path: Path) -> None:
    text = LEAST + '[dedup]\npoint = "safe"\none_work = ["preprint_of", "version_of"]\n'
    settings = reviews.read_review(write(tmp_path, "review.toml", text)).dedup
    assert settings.point is Point.SAFE
    assert settings.one_work == (RelationKind.PREPRINT_OF, RelationKind.VERSION_OF)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('point = "bold"', "dedup.point"),
        (
            'one_work = ["cousin_of"]',
            "dedup.one_work[1]: 'cousin_of' cannot be: choose among preprint_of, erratum_of,",
        ),
        (
            'one_work = ["has_preprint"]',
            "dedup.one_work: 'has_preprint' cannot be: choose among preprint_of,",
        ),
    ],
)
def test_what_no_matching_knows_is_refused(tmp_path: Path, line: str, words: str) -> None:
    assert words in review_fault(tmp_path, f"{LEAST}[dedup]\n{line}\n")


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("[coding]\nsure = 0.0", "coding.sure: must lie between 0 and 1, as 0.5, not 0.0"),
        ("[coding]\nsure = 1.5", "coding.sure: must lie between 0 and 1, as 0.5, not 1.5"),
        ("[coding]\nsure = nan", "coding.sure: "),
        ("[coding]\nexamples = 1", "coding.examples: must be 2 or more, not 1"),
        ("[coding]\nseed = -1", "coding.seed: must be 0 or more"),
        ("[topics]\nleast = 1", "topics.least: must be 2 or more, not 1"),
        ("[topics]\nleast = 9\nmost = 8", "topics.most: must be topics.least = 9 or more, not 8"),
        ('[topics]\nscope = "some"', "topics.scope: input should be 'all' or 'included', not \"some\""),
        (f"[topics]\nseed = {2**32}", "topics.seed: must be 4294967295 or less"),
        ("[citations]\npivots = 0", "citations.pivots: must be 1 or more, not 0"),
        ("[citations]\nlinks = 0", "citations.links: must be 1 or more, not 0"),
        ("[citations]\nseed = -1", "citations.seed: must be 0 or more"),
    ],
)
def test_numbers_of_codes_topics_and_citations_that_cannot_be_are_refused(
    tmp_path: Path, lines: str, words: str
) -> None:
    assert review_fault(tmp_path, f"{LEAST}{lines}\n").startswith(f"queries/review.toml: {words}")


def test_how_works_are_coded_and_mapped_is_read(tmp_path: Path) -> None:
    text = LEAST + (
        "[coding]\nexamples = 2\nsure = 1.0\nseed = 0\n"
        '[topics]\nscope = "included"\nleast = 2\nmost = 2\nseed = 3\n'
        "[citations]\npivots = 1\nlinks = 1\nseed = 4\n"
    )
    review = reviews.read_review(write(tmp_path, "review.toml", text))
    assert review.coding == Coding(examples=2, sure=1.0, seed=0)
    assert review.topics == Topics(scope=Scope.INCLUDED, least=2, most=2, seed=3)
    assert review.citations == Citations(pivots=1, links=1, seed=4)


def test_who_screens_and_how_is_read(tmp_path: Path) -> None:
    text = LEAST + (
        '[team]\nreviewers = ["ada", "cem"]\nvotes = 2\nblind = false\nassignment = "label"\n'
        'shares = [{ label = "pharmacy", words = ["pharmac", "薬"], reviewers = ["cem"] }]\n'
        'masked = ["venue"]\nsampler = "random"\n'
    )
    assert reviews.read_review(write(tmp_path, "review.toml", text)).team == Team(
        reviewers=("ada", "cem"),
        votes=2,
        blind=False,
        assignment=Assignment.LABEL,
        shares=(Share(label="pharmacy", words=("pharmac", "薬"), reviewers=("cem",)),),
        masked=("venue",),
        sampler="random",
    )


def share(label: str = "p", words: str = '"pharm"', reviewers: str = '"ada"') -> str:
    return f'{{ label = "{label}", words = [{words}], reviewers = [{reviewers}] }}'


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("votes = 0", "team.votes: must be 1 or more, not 0"),
        ("votes = 2", "team.reviewers: votes = 2 needs the names of those who screen"),
        ('reviewers = ["ada", "ada"]', "team.reviewers: 'ada' stands twice"),
        ('reviewers = ["Ada"]', "team.reviewers: 'Ada' is no reviewer's name: lower-case letters"),
        ('reviewers = ["../ada"]', "team.reviewers: '../ada' is no reviewer's name"),
        ('masked = ["title"]', "team.masked: 'title' cannot be masked: choose among authors, venue"),
        ('assignment = "some"', "team.assignment: input should be 'all', 'share' or 'label'"),
        ('assignment = "label"', "team.shares: is empty"),
        (f"shares = [{share()}, {share()}]", "team.shares: the label 'p' stands twice"),
        (f"shares = [{share(label=' ')}]", "team.shares: the label ' ' is empty"),
        (f"shares = [{share(words='')}]", "team.shares: p: words: is empty"),
        (f"""shares = [{share(words='"-", "a b"')}]""", "team.shares: p: words: '-' is no word"),
        (f"shares = [{share(reviewers='')}]", "team.shares: p: reviewers: is empty"),
        (f"""shares = [{share(reviewers='"B"')}]""", "team.shares: p: reviewers: 'B' is no reviewer's name"),
        (
            f"""reviewers = ["cem"]\nshares = [{share()}]""",
            "team.shares: p: reviewers: 'ada' is not among team.reviewers",
        ),
    ],
)
def test_a_team_that_cannot_be_is_refused(tmp_path: Path, lines: str, words: str) -> None:
    assert review_fault(tmp_path, f"{LEAST}[team]\n{lines}\n").startswith(f"queries/review.toml: {words}")


def test_when_somebody_left_the_team_may_be_smaller_than_the_votes(tmp_path: Path) -> None:
    text = LEAST + '[team]\nvotes = 2\nreviewers = ["ada"]\n'
    assert reviews.read_review(write(tmp_path, "review.toml", text)).team.reviewers == ("ada",)


def test_who_only_reads_files_may_name_no_source(tmp_path: Path) -> None:
    text = LEAST + 'profile = "files"\n[harvest]\nsources = []\n'
    assert reviews.read_review(write(tmp_path, "review.toml", text)).harvest.sources == ()


def test_a_fault_of_toml_itself_names_its_line(tmp_path: Path) -> None:
    assert "line 3" in review_fault(tmp_path, LEAST + "profile = demo\n")


def test_a_missing_file_and_a_file_that_is_not_utf8_are_said_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"^queries/review.toml: the file is missing$"):
        reviews.read_review(tmp_path / "queries" / "review.toml")
    path = write(tmp_path, "review.toml", "")
    path.write_bytes(b'name = "a"\nquestion = "caf\xe9"\n')
    with pytest.raises(UserError, match=r"line 2: not UTF-8"):
        reviews.read_review(path)
    with pytest.raises(UserError, match="cannot be read"):
        reviews.read_review(tmp_path)


def test_a_known_work_is_read_with_its_facts(tmp_path: Path) -> None:
    text = (
        HEADER + 'https://doi.org/10.1000/X,"One, two",Doe J; Roe K,2001,A Journal,seed\n\n10.1000/y,,,,,\n'
    )
    first, second = reviews.read_dois(write(tmp_path, "dois.csv", text))
    assert (first.doi, first.title, first.authors) == ("10.1000/x", "One, two", ("Doe J", "Roe K"))
    assert (first.year, first.journal, first.known_from) == (2001, "A Journal", "seed")
    assert (second.doi, second.title, second.authors, second.year) == ("10.1000/y", "", (), None)


def test_the_first_bad_doi_is_named_with_its_line_and_the_others_are_counted(tmp_path: Path) -> None:
    text = HEADER + '10.1000/x,"Two\nlines",,,,\nnot a doi,,,,,\n,,,,,\n10.1000/X,,,,,\n10.1000/z,,,20,,\n'
    words = "queries/dois.csv: line 4: doi: 'not a doi' is not a DOI (and 3 more)"
    assert dois_fault(tmp_path, text) == words


def test_a_single_bad_row_is_named_without_a_count(tmp_path: Path) -> None:
    assert dois_fault(tmp_path, HEADER + "10.1000/x,,,later,,\n").endswith(
        "'later' is not a year of four digits"
    )
    assert dois_fault(tmp_path, HEADER + "10.1/x,,,,,\n").endswith("line 2: doi: '10.1/x' is not a DOI")
    twice = HEADER + "10.1000/x,,,,,\n" * 2
    assert dois_fault(tmp_path, twice).endswith("line 3: doi: 10.1000/x stands on line 2 already")


def test_a_table_that_is_no_table_is_said_so(tmp_path: Path) -> None:
    assert "line 1: the header lacks authors, year, journal, known_from" in dois_fault(
        tmp_path, "doi,title\n"
    )
    assert "line 2: 1 fields where the header has 6" in dois_fault(tmp_path, HEADER + "10.1000/x\n")
    assert "line 2: not readable as CSV" in dois_fault(tmp_path, HEADER + '10.1000/x,"a" b,,,,\n')


def test_the_text_of_the_search_is_read_as_it_is(tmp_path: Path) -> None:
    assert reviews.read_search(write(tmp_path, "search.yaml", "- name: a\n")) == "- name: a\n"
    with pytest.raises(UserError, match=r"^queries/gone.yaml: the file is missing$"):
        reviews.read_search(tmp_path / "queries" / "gone.yaml")


def test_the_shipped_review_is_whole() -> None:
    review = reviews.read_review(QUERIES / "review.toml")
    assert review.profile is Profile.DEMO
    assert {criterion.include for criterion in review.criteria} == {True, False}
    assert [reason.id for reason in review.reasons] == [
        "wrong-population",
        "wrong-concept",
        "wrong-type",
        "wrong-language",
        "not-retrievable",
        "duplicate",
    ]


@pytest.mark.parametrize("table", [Harvest, Demo, Dedup, Screening, Team])
def test_every_setting_stands_in_the_shipped_review_below_a_comment(table: type) -> None:
    text = (QUERIES / "review.toml").read_text(encoding="utf-8")
    section = text.split(f"\n[{table.__name__.lower()}]\n")[1].split("\n[")[0]
    for setting in dataclasses.fields(table):
        assert re.search(rf"^# .+\n(# )?{setting.name} = ", section, re.MULTILINE), setting.name


def test_the_shipped_settings_are_the_defaults() -> None:
    review = reviews.read_review(QUERIES / "review.toml")
    assert (review.harvest, review.demo, review.screening) == (Harvest(), Demo(), Screening())
    assert (review.dedup, review.team) == (Dedup(), Team())


def test_the_shipped_known_works_hold_the_two_articles_the_project_began_with() -> None:
    works = {work.doi: work for work in reviews.read_dois(QUERIES / "dois.csv")}
    assert len(works) == 33
    assert works["10.1007/s40670-025-02461-1"].year == 2025
    assert works["10.1186/s12909-024-05413-2"].journal == "BMC Medical Education"
    assert works["10.5334/pme.1873"].title == ""
