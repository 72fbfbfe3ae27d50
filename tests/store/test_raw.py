from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from synth.domain.answers import Answer, Request, Search
from synth.domain.ledger import Entry, State
from synth.errors import UserError
from synth.store import raw

AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


def answer(text: str = "a", body: bytes = b'{"count": 1}\n{"x": "\xc3\xa9"}') -> Answer:
    request = Request(source="openalex", path="/works", parameters=(("search", text),))
    return Answer(request=request, at=AT, status=200, headers=(("content-type", "json"),), body=body)


def folder(path: Path) -> raw.Folder:
    return raw.Folder(path, source="openalex", key="k" * 12, day=date(2026, 11, 1), search="narrow")


def entry(search: str = "narrow") -> Entry:
    return Entry(
        state=State.COMPLETE,
        source="openalex",
        search=search,
        key="k" * 12,
        text="a",
        as_of=date(2026, 11, 1),
        at=AT,
    )


def test_an_answer_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    kept = answer(body=bytes(range(256)))
    folder(tmp_path).keep(kept)
    assert folder(tmp_path).stored(kept.request) == kept
    assert folder(tmp_path).stored(answer("other").request) is None


def test_the_same_answer_makes_the_same_file(tmp_path: Path) -> None:
    assert raw.packed(answer(), search="narrow") == raw.packed(answer(), search="narrow")


def test_answers_are_numbered_in_the_order_they_came(tmp_path: Path) -> None:
    shelf = folder(tmp_path)
    for text in "cab":
        shelf.keep(answer(text))
    names = [raw.load(file).answer.request.parameter("search") for file in sorted(shelf.path.iterdir())]
    assert names == ["c", "a", "b"]


def test_a_renewed_folder_leaves_the_old_pages_where_they_are(tmp_path: Path) -> None:
    shelf = folder(tmp_path)
    shelf.keep(answer())
    old = shelf.path
    shelf.renew()
    assert shelf.stored(answer().request) is None
    shelf.keep(answer())
    assert folder(tmp_path).path == shelf.path != old
    assert len(list(old.iterdir())) == 1


def test_a_changed_body_is_noticed(tmp_path: Path) -> None:
    shelf = folder(tmp_path)
    shelf.keep(answer())
    (file,) = shelf.path.iterdir()
    file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes())[:-1] + b"?"))
    with pytest.raises(UserError, match="changed"):
        raw.load(file)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    shelf = folder(tmp_path)
    shelf.keep(answer())
    (file,) = shelf.path.iterdir()
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(UserError, match=file.name):
        raw.load(file)


def test_answers_to_a_dropped_search_are_kept_and_not_read(tmp_path: Path) -> None:
    folder(tmp_path).keep(answer())
    search = Search(source="openalex", name="other", text="b")
    raw.write_plan(tmp_path, searches=[search], dois=[])
    assert list(raw.files(tmp_path, raw.read_plan(tmp_path), doi_key="dois")) == []
    assert len(list(tmp_path.glob("*/*/*/*.gz"))) == 1


def test_the_ledger_gives_back_what_was_written(tmp_path: Path) -> None:
    raw.append_entry(tmp_path, entry("first"))
    raw.append_entry(tmp_path, entry("second"))
    assert raw.read_ledger(tmp_path) == [entry("first"), entry("second")]


@pytest.mark.parametrize("length", [1, 20, 100])
def test_a_line_torn_by_a_kill_costs_nothing_but_itself(tmp_path: Path, length: int) -> None:
    raw.append_entry(tmp_path, entry("first"))
    whole = (tmp_path / "ledger.jsonl").read_bytes()
    (tmp_path / "ledger.jsonl").write_bytes(whole + whole[:length])
    raw.append_entry(tmp_path, entry("third"))
    assert [found.search for found in raw.read_ledger(tmp_path)] == ["first", "third"]


def test_a_ledger_line_of_another_shape_is_named(tmp_path: Path) -> None:
    raw.append_entry(tmp_path, entry())
    with (tmp_path / "ledger.jsonl").open("a") as stream:
        stream.write('{"state": "perhaps"}\n')
    with pytest.raises(UserError, match=r"ledger\.jsonl:2: "):
        raw.read_ledger(tmp_path)


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "answer"
    raw.write_whole(target, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        raw.write_whole(target, b"new")
    assert target.read_bytes() == b"old"
