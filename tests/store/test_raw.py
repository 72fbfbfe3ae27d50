from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from dataclasses import replace
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
    ((file, counts),) = raw.files(tmp_path, raw.read_plan(tmp_path), doi_key="dois")
    assert raw.load(file).answer == answer()
    assert not counts


def test_an_answer_says_which_literature_was_asked(tmp_path: Path) -> None:
    there = raw.Folder(tmp_path, source="eric", key="k" * 12, day=AT.date(), search="a", world="demo 1")
    there.keep(answer())
    (file,) = there.path.iterdir()
    assert raw.load(file).world == "demo 1"


def test_an_answer_from_before_literatures_had_names_is_read(tmp_path: Path) -> None:
    head, _, body = gzip.decompress(raw.packed(answer(), search="narrow")).partition(b"\n")
    old = {name: value for name, value in json.loads(head).items() if name != "world"}
    file = tmp_path / "00001-a.gz"
    file.write_bytes(gzip.compress(json.dumps(old).encode() + b"\n" + body))
    assert (raw.load(file).world, raw.load(file).answer) == ("", answer())


def test_the_plan_knows_which_literature_its_searches_ask(tmp_path: Path) -> None:
    search = Search(source="eric", name="a", text="b", world="demo 1")
    raw.write_plan(tmp_path, searches=[search], dois=["10.1/a"])
    plan = raw.read_plan(tmp_path)
    assert plan == raw.Plan(
        searches=frozenset({("eric", search.key)}), dois=frozenset({"10.1/a"}), worlds=frozenset({"demo 1"})
    )


def test_a_deleted_answer_is_named_and_its_number_is_given_again(tmp_path: Path) -> None:
    shelf = folder(tmp_path)
    for text in "abc":
        shelf.keep(answer(text))
    name, count = shelf.holds()
    whole = replace(entry(), folder=name, answers=count)
    assert raw.lost(tmp_path, whole) == []
    (second,) = shelf.path.glob("00002-*")
    second.unlink()
    assert raw.lost(tmp_path, whole) == [f"openalex/{'k' * 12}/2026-11-01/00002"]
    again = folder(tmp_path)
    again.keep(answer("d"))
    again.keep(answer("e"))
    assert raw.lost(tmp_path, whole) == []
    assert again.holds() == (name, 4)


def test_a_deleted_folder_is_missed_whole(tmp_path: Path) -> None:
    whole = replace(entry(), folder="2026-11-01", answers=2)
    assert [name[-5:] for name in raw.lost(tmp_path, whole)] == ["00001", "00002"]


def test_a_walk_from_before_answers_were_counted_misses_none(tmp_path: Path) -> None:
    assert raw.lost(tmp_path, entry()) == []


def test_each_source_has_its_ledger_so_that_who_is_faster_changes_nothing(tmp_path: Path) -> None:
    lines = [entry("first"), replace(entry("a"), source="eric"), entry("second")]
    for one, other in ((lines, "one"), (lines[1:2] + lines[::2], "other")):
        for line in one:
            raw.append_entry(tmp_path / other, line)
    files = [sorted(tmp_path.glob(f"{name}/*/ledger.jsonl")) for name in ("one", "other")]
    assert [file.read_bytes() for file in files[0]] == [file.read_bytes() for file in files[1]]
    assert [found.search for found in raw.read_ledger(tmp_path / "one")] == ["a", "first", "second"]


def test_the_ledger_that_all_sources_once_shared_is_read_before_theirs(tmp_path: Path) -> None:
    raw.append_entry(tmp_path, entry("old"))
    (tmp_path / "openalex" / "ledger.jsonl").rename(tmp_path / "ledger.jsonl")
    raw.append_entry(tmp_path, entry("new"))
    assert [found.search for found in raw.read_ledger(tmp_path)] == ["old", "new"]


def test_the_ledger_gives_back_what_was_written(tmp_path: Path) -> None:
    raw.append_entry(tmp_path, entry("first"))
    raw.append_entry(tmp_path, entry("second"))
    assert raw.read_ledger(tmp_path) == [entry("first"), entry("second")]


@pytest.mark.parametrize("length", [1, 20, 100])
def test_a_line_torn_by_a_kill_costs_nothing_but_itself(tmp_path: Path, length: int) -> None:
    raw.append_entry(tmp_path, entry("first"))
    whole = (tmp_path / "openalex" / "ledger.jsonl").read_bytes()
    (tmp_path / "openalex" / "ledger.jsonl").write_bytes(whole + whole[:length])
    raw.append_entry(tmp_path, entry("third"))
    assert [found.search for found in raw.read_ledger(tmp_path)] == ["first", "third"]


def test_a_ledger_line_of_another_shape_is_named(tmp_path: Path) -> None:
    raw.append_entry(tmp_path, entry())
    with (tmp_path / "openalex" / "ledger.jsonl").open("a") as stream:
        stream.write('{"state": "perhaps"}\n')
    with pytest.raises(UserError, match=r"openalex/ledger\.jsonl:2: "):
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


def test_a_line_that_the_disk_takes_in_part_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "ada.jsonl"
    file.write_text('{"whole": 1}\n{"half')
    # A process of its own: the bound on the size of a file holds for all that it writes.
    program = """
import resource, sys
from pathlib import Path
from synth.store.raw import append_line
resource.setrlimit(resource.RLIMIT_FSIZE, (40, 40))
try:
    append_line(Path(sys.argv[1]), "x" * 1000)
except OSError as error:
    sys.exit(f"refused: {error.errno}")
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.stderr.startswith("refused: ")
    assert file.read_text() == '{"whole": 1}\n{"half'


def test_a_line_that_does_not_reach_the_disk_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ada.jsonl"
    raw.append_line(file, "one")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        raw.append_line(file, "two")
    assert file.read_text() == "one\n"
