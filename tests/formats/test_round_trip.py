"""The same publications in every format: what each can carry comes out equal."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.domain.records import Author, Kind, Record
from synth.formats import FORMATS
from synth.formats.entries import Entry

Account = Mapping[str, str]  # authors and keywords are separated by "; "

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäéñßøłİçåÆ学生"
WORDS = st.text(LETTERS + "0123456789%&$#_,:;?!'()/+=", min_size=2, max_size=8)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join).filter(lambda text: "''" not in text)
NAMES = st.tuples(st.text(LETTERS, min_size=2, max_size=8), st.text(LETTERS, min_size=2, max_size=8))
ACCOUNTS = st.fixed_dictionaries(
    {
        "doi": st.from_regex(r"10\.1000/[a-z0-9_]{1,8}", fullmatch=True),
        "pmid": st.integers(1, 10**8 - 1).map(str),
        "title": TEXTS.map(lambda text: f"A {text} z"),
        "abstract": TEXTS.map(lambda text: f"B {text} z"),
        "authors": st.lists(NAMES, min_size=1, max_size=4).map(
            lambda names: "; ".join(f"{family}, {given}" for family, given in names)
        ),
        "year": st.integers(1900, 2030).map(str),
        "journal": TEXTS.map(lambda text: f"C {text} z"),
        "volume": st.integers(1, 99).map(str),
        "number": st.integers(1, 99).map(str),
        "pages": st.integers(1, 99).map(lambda first: f"{first}-{first + 7}"),
        "issn": st.just("0260-6917"),
        "keywords": st.just("belonging; student nurses"),
        "language": st.just("eng"),
    }
)


def as_csv(accounts: list[Account]) -> str:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, [*accounts[0], "type"])
    writer.writeheader()
    writer.writerows({**account, "type": "article"} for account in accounts)
    return file.getvalue()


def as_jsonlines(accounts: list[Account]) -> str:
    return "".join(
        json.dumps({**account, "type": "article", "authors": account["authors"].split("; ")}) + "\n"
        for account in accounts
    )


def as_ris(accounts: list[Account]) -> str:
    tags = {"doi": "DO", "pmid": "AN", "title": "TI", "abstract": "AB", "year": "PY", "journal": "T2"}
    tags |= {"volume": "VL", "number": "IS", "issn": "SN", "language": "LA"}
    text = ""
    for account in accounts:
        first, last = account["pages"].split("-")
        lines = ["TY  - JOUR", "DB  - PubMed", f"SP  - {first}", f"EP  - {last}"]
        lines += [f"{tag}  - {account[name]}" for name, tag in tags.items()]
        lines += [f"AU  - {name}" for name in account["authors"].split("; ")]
        lines += [f"KW  - {word}" for word in account["keywords"].split("; ")]
        text += "\n".join((*lines, "ER  - ", "", ""))
    return text


def as_bibtex(accounts: list[Account]) -> str:
    text = ""
    for number, account in enumerate(accounts):
        escaped = {name: re.sub(r"([%&$#_])", r"\\\1", value) for name, value in account.items()}
        escaped["author"] = escaped.pop("authors").replace("; ", " and ")
        escaped["pages"] = account["pages"].replace("-", "--")
        fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in escaped.items())
        text += f"@article{{key{number},\n{fields}\n}}\n\n"
    return text


def as_nbib(accounts: list[Account]) -> str:
    tags = {"pmid": "PMID", "title": "TI", "abstract": "AB", "year": "DP", "journal": "JT", "volume": "VI"}
    tags |= {"number": "IP", "pages": "PG", "issn": "IS", "language": "LA"}
    text = ""
    for account in accounts:
        lines = [f"{tag:4}- {account[name]}" for name, tag in tags.items()]
        lines += [f"LID - {account['doi']} [doi]", "PT  - Journal Article"]
        lines += [f"FAU - {name}" for name in account["authors"].split("; ")]
        lines += [f"OT  - {word}" for word in account["keywords"].split("; ")]
        text += "\n".join((*lines, "", ""))
    return text


def as_endnote(accounts: list[Account]) -> str:
    tags = {
        "doi": "R",
        "pmid": "M",
        "title": "T",
        "abstract": "X",
        "year": "D",
        "journal": "J",
        "volume": "V",
    }
    tags |= {"number": "N", "pages": "P", "issn": "@", "language": "G"}
    text = ""
    for account in accounts:
        lines = [
            "%0 Journal Article",
            *(f"%{tag} {account[name]}" for name, tag in tags.items()),
            "%~ PubMed",
        ]
        lines += [f"%A {name}" for name in account["authors"].split("; ")]
        lines += ["%K " + account["keywords"].replace("; ", "\n")]
        text += "\n".join((*lines, "", ""))
    return text


def as_webofscience(accounts: list[Account]) -> str:
    tags = {"doi": "DI", "pmid": "PM", "title": "TI", "abstract": "AB", "year": "PY", "journal": "SO"}
    tags |= {"volume": "VL", "number": "IS", "issn": "SN", "language": "LA", "keywords": "DE"}
    text = "FN Clarivate Analytics Web of Science\nVR 1.0\n"
    for account in accounts:
        first, last = account["pages"].split("-")
        lines = ["PT J", "AF " + account["authors"].replace("; ", "\n   ")]
        lines += [f"{tag} {account[name]}" for name, tag in tags.items()]
        text += "\n".join((*lines, "DT Article", f"BP {first}", f"EP {last}", "ER", "", ""))
    return text + "EF\n"


WRITERS: dict[str, Callable[[list[Account]], str]] = {
    "table": as_csv,
    "jsonlines": as_jsonlines,
    "ris": as_ris,
    "bibtex": as_bibtex,
    "nbib": as_nbib,
    "endnote": as_endnote,
    "webofscience": as_webofscience,
}


def record_of(account: Account) -> Record:
    """Give what every format should make of an account; the record's name comes from its fields."""
    names = [name.split(", ") for name in account["authors"].split("; ")]
    return Record(
        source="imports",
        native="",
        ids=(),
        title=account["title"],
        abstract=account["abstract"],
        authors=tuple(
            Author(name=f"{given} {family}", family=family, given=given) for family, given in names
        ),
        year=int(account["year"]),
        date=account["year"],
        venue=account["journal"],
        issn=("0260-6917",),
        volume=account["volume"],
        issue=account["number"],
        pages=account["pages"],
        type=Kind.ARTICLE,
        language="en",
        keywords=("belonging", "student nurses"),
    )


def test_every_format_takes_part() -> None:
    assert set(WRITERS) == set(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None, max_examples=40)  # two cores are shared; time is no part of what is tested
@given(accounts=st.lists(ACCOUNTS, min_size=1, max_size=3))
def test_what_was_written_is_read(name: str, accounts: list[Account]) -> None:
    entries = list(FORMATS[name].read(WRITERS[name](accounts)))
    assert len(entries) == len(accounts)
    for entry, account in zip(entries, accounts, strict=True):
        assert isinstance(entry, Entry), entry
        assert entry.record.ids == (f"doi:{account['doi']}", f"pubmed:{account['pmid']}")
        assert replace(entry.record, native="", ids=(), source_type=None) == record_of(account)


@settings(deadline=None, max_examples=40)  # two cores are shared; time is no part of what is tested
@given(account=ACCOUNTS)
def test_the_same_entry_has_the_same_name_from_every_format(account: Account) -> None:
    entries = [entry for name in FORMATS for entry in FORMATS[name].read(WRITERS[name]([account]))]
    assert len({entry.record.native for entry in entries if isinstance(entry, Entry)}) == 1
