from __future__ import annotations

import fcntl
import json
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher

from synth.domain.people import Role
from synth.errors import UserError
from synth.store import private
from synth.store.accounts import Accounts, Busy

PASSWORD = "correct horse battery"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 10, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def opened(folder: Path, clock: Clock | None = None) -> Accounts:
    return Accounts(folder / "private", now=clock or Clock(), hasher=CHEAP)


def with_ada(folder: Path, clock: Clock | None = None) -> Accounts:
    accounts = opened(folder, clock)
    accounts.accept(accounts.invite("ada", Role.LEAD), PASSWORD)
    return accounts


def test_an_invited_person_chooses_a_password_and_is_known_by_it(tmp_path: Path) -> None:
    accounts = with_ada(tmp_path)
    found = accounts.check("ada", PASSWORD)
    assert found is not None
    assert (found.name, found.role) == ("ada", Role.LEAD)
    assert accounts.check("ada", "another password") is None
    assert accounts.check("ben", PASSWORD) is None


def test_who_has_not_chosen_a_password_cannot_sign_in(tmp_path: Path) -> None:
    accounts = opened(tmp_path)
    accounts.invite("ada", Role.REVIEWER)
    assert accounts.check("ada", "") is None
    assert accounts.check("ada", PASSWORD) is None


def test_a_link_is_good_once(tmp_path: Path) -> None:
    accounts = opened(tmp_path)
    token = accounts.invite("ada", Role.REVIEWER)
    accounts.accept(token, PASSWORD)
    assert accounts.invited(token) is None
    with pytest.raises(UserError, match="used already"):
        accounts.accept(token, "somebody else's words")
    assert accounts.check("ada", PASSWORD)


def test_a_link_is_good_for_48_hours(tmp_path: Path) -> None:
    clock = Clock()
    accounts = opened(tmp_path, clock)
    token = accounts.invite("ada", Role.REVIEWER)
    clock.now += timedelta(hours=48, seconds=-1)
    assert accounts.invited(token)
    clock.now += timedelta(seconds=1)
    assert accounts.invited(token) is None
    with pytest.raises(UserError, match="too old"):
        accounts.accept(token, PASSWORD)


def test_a_new_link_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    accounts = opened(tmp_path)
    first = accounts.invite("ada", Role.REVIEWER)
    second = accounts.invite("ada", Role.LEAD)
    assert accounts.invited(first) is None
    invited = accounts.invited(second)
    assert invited is not None
    assert invited.role is Role.LEAD


def test_a_short_password_is_refused_and_the_link_stays_good(tmp_path: Path) -> None:
    accounts = opened(tmp_path)
    token = accounts.invite("ada", Role.REVIEWER)
    with pytest.raises(UserError, match="at least 10"):
        accounts.accept(token, "ninechars")
    with pytest.raises(UserError, match="at most 1000"):
        accounts.accept(token, "x" * 1001)
    accounts.accept(token, "ten chars!")


def test_a_very_long_password_is_not_taken_for_its_beginning(tmp_path: Path) -> None:
    accounts = opened(tmp_path)
    accounts.accept(accounts.invite("ada", Role.LEAD), "x" * 1000)
    assert accounts.check("ada", "x" * 1001) is None
    assert accounts.check("ada", "x" * 1000)


@pytest.mark.parametrize("name", ["", "Ada", "../ada", "ada/ben", "a" * 65, ".ada", "ada\n", "ädä", "<b>"])
def test_a_name_that_no_file_of_decisions_can_have_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="cannot be a name"):
        opened(tmp_path).invite(name, Role.REVIEWER)


def test_a_session_is_open_until_it_is_closed(tmp_path: Path) -> None:
    accounts = with_ada(tmp_path)
    one, other = accounts.begin("ada"), accounts.begin("ada")
    assert accounts.holding("ada", one)
    assert accounts.holding("ada", "another") is None
    assert accounts.holding("ben", one) is None
    accounts.end("ada", one)
    assert accounts.holding("ada", one) is None
    assert accounts.holding("ada", other)


def test_a_session_ends_when_the_password_changes_or_the_account_goes(tmp_path: Path) -> None:
    accounts = with_ada(tmp_path)
    session = accounts.begin("ada")
    token = accounts.invite("ada", Role.LEAD)
    assert accounts.holding("ada", session), "an unused link shuts nobody out"
    accounts.accept(token, "another password")
    assert accounts.holding("ada", session) is None
    session = accounts.begin("ada")
    accounts.remove("ada")
    assert accounts.holding("ada", session) is None
    with pytest.raises(UserError, match="'ada' has no account"):
        accounts.remove("ada")


def test_a_session_ends_after_thirty_days_and_an_account_has_at_most_twenty(tmp_path: Path) -> None:
    clock = Clock()
    accounts = with_ada(tmp_path, clock)
    sessions = [accounts.begin("ada") for _ in range(25)]
    assert [bool(accounts.holding("ada", one)) for one in sessions] == [False] * 5 + [True] * 20
    clock.now += timedelta(days=30)
    assert accounts.holding("ada", sessions[-1]) is None


def test_sessions_and_passwords_outlive_a_restart(tmp_path: Path) -> None:
    session = with_ada(tmp_path).begin("ada")
    again = opened(tmp_path)
    assert again.holding("ada", session)
    assert again.check("ada", PASSWORD)


def test_what_another_process_changes_is_seen_at_once(tmp_path: Path) -> None:
    server = with_ada(tmp_path)
    session = server.begin("ada")
    command = opened(tmp_path)
    command.invite("ben", Role.READER)
    assert [account.name for account in server.all()] == ["ada", "ben"]
    command.remove("ada")
    assert server.holding("ada", session) is None


def test_two_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    def invite(letter: str) -> None:
        accounts = opened(tmp_path)
        for number in range(10):
            accounts.invite(f"{letter}{number}", Role.REVIEWER)

    threads = [threading.Thread(target=invite, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened(tmp_path).all()) == 40


def test_nobody_but_the_owner_can_read_it_and_it_holds_no_secret(tmp_path: Path) -> None:
    accounts = with_ada(tmp_path)
    token, session = accounts.invite("ben", Role.REVIEWER), accounts.begin("ada")
    folder = tmp_path / "private"
    secret = private.secret(folder)
    assert private.secret(folder) == secret
    assert len(secret) >= 43
    for file in (folder / "accounts.json", folder / "secret"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    text = (folder / "accounts.json").read_text()
    for hidden in (PASSWORD, token, session):
        assert hidden not in text
    assert "$argon2id$" in text
    assert sorted(file.name for file in folder.iterdir()) == ["accounts.json", "accounts.lock", "secret"]


def test_a_damaged_file_lets_nobody_in_and_says_what_to_do(tmp_path: Path) -> None:
    accounts = with_ada(tmp_path)
    file = tmp_path / "private" / "accounts.json"
    file.write_text(file.read_text().replace('"lead"', '"owner"'))
    with pytest.raises(UserError, match=r"accounts\.json cannot be read \(0\.role\)"):
        accounts.all()
    file.write_text("[{")
    with pytest.raises(UserError, match="not JSON"):
        opened(tmp_path).all()


def test_the_names_of_those_who_may_screen(tmp_path: Path) -> None:
    accounts = opened(tmp_path)
    for name, role in (("cem", Role.READER), ("ben", Role.REVIEWER), ("ada", Role.LEAD)):
        accounts.invite(name, role)
    assert accounts.reviewers() == ("ada", "ben")


class Watched(PasswordHasher):
    """Tells which hashes are checked, and holds each check up for as long as a test wants."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.checked: list[str] = []
        self.begun, self.go = threading.Semaphore(0), threading.Event()

    def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:
        self.checked.append(str(hash))
        self.begun.release()
        assert self.go.wait(10)
        return super().verify(hash, password)


def test_only_few_passwords_are_checked_at_once(tmp_path: Path) -> None:
    with_ada(tmp_path)
    hasher = Watched()
    accounts = Accounts(tmp_path / "private", now=Clock(), hasher=hasher)
    threads = [threading.Thread(target=accounts.check, args=("ada", PASSWORD)) for _ in range(4)]
    for thread in threads:
        thread.start()
        assert hasher.begun.acquire(timeout=10)
    with pytest.raises(Busy, match="many people"):
        accounts.check("ada", PASSWORD)
    hasher.go.set()
    for thread in threads:
        thread.join()
    assert accounts.check("ada", PASSWORD)


def test_a_link_that_is_no_good_costs_nothing(tmp_path: Path) -> None:
    class Refusing(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            pytest.fail("nothing is to be hashed for a stranger")

    accounts = Accounts(tmp_path / "private", now=Clock(), hasher=Refusing())
    with pytest.raises(UserError, match="used already"):
        accounts.accept("guessed", PASSWORD)


def test_of_two_who_use_a_link_at_once_one_comes_in(tmp_path: Path) -> None:
    token = opened(tmp_path).invite("ada", Role.LEAD)
    together, refused = threading.Barrier(2), []

    class Meeting(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            together.wait(10)
            return CHEAP.hash(password)

    def use(password: str) -> None:
        try:
            Accounts(tmp_path / "private", now=Clock(), hasher=Meeting()).accept(token, password)
        except UserError:
            refused.append(password)

    threads = [threading.Thread(target=use, args=(f"password {number}",)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (late,) = refused
    accounts = opened(tmp_path)
    assert [bool(accounts.check("ada", f"password {number}")) for number in range(2)].count(True) == 1
    assert accounts.check("ada", late) is None


def test_an_unknown_name_costs_a_check_too(tmp_path: Path) -> None:
    with_ada(tmp_path)
    hasher = Watched()
    hasher.go.set()
    accounts = Accounts(tmp_path / "private", now=Clock(), hasher=hasher)
    assert [accounts.check(name, "a wrong password") for name in ("ada", "nobody")] == [None, None]
    known, unknown = (checked.split("$")[:4] for checked in hasher.checked)
    assert known == unknown, "the same work: the same parameters"


def test_the_first_unknown_name_costs_no_more_than_later_ones(tmp_path: Path) -> None:
    class Refusing(Watched):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            pytest.fail("to make a hash takes as long as to check one")

    hasher = Refusing()
    hasher.go.set()
    accounts = Accounts(tmp_path / "private", now=Clock(), hasher=hasher)
    assert accounts.check("nobody", PASSWORD) is accounts.check("nobody", PASSWORD) is None
    assert len(hasher.checked) == 2
    assert all(one.startswith(CHEAP.hash("x").rsplit("$", 2)[0]) for one in hasher.checked)


def test_who_guesses_the_password_of_nobody_comes_in_as_nobody(tmp_path: Path) -> None:
    accounts = opened(tmp_path)
    accounts.invite("ada", Role.LEAD)  # and she has chosen no password yet
    accounts._nobodys = CHEAP.hash(PASSWORD)
    assert accounts.check("ada", PASSWORD) is None
    assert accounts.check("nobody", PASSWORD) is None


def test_who_was_removed_after_her_password_was_checked_is_refused(tmp_path: Path) -> None:
    accounts = with_ada(tmp_path)
    assert accounts.check("ada", PASSWORD)
    accounts.remove("ada")
    with pytest.raises(UserError, match="'ada' has no account"):
        accounts.begin("ada")


def test_a_writer_that_another_process_keeps_waiting_holds_up_no_reader(tmp_path: Path) -> None:
    accounts = with_ada(tmp_path)
    session = accounts.begin("ada")
    with (tmp_path / "private" / "accounts.lock").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        writer = threading.Thread(target=accounts.end, args=("ada", session))
        writer.start()
        writer.join(0.1)
        found: list[object] = []
        reader = threading.Thread(target=lambda: found.append(accounts.holding("ada", session)))
        reader.start()
        reader.join(5)
        assert writer.is_alive() and found
    writer.join()
    reader.join()
    assert accounts.holding("ada", session) is None


def test_threads_of_one_server_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    accounts = opened(tmp_path)

    def invite(letter: str) -> None:
        for number in range(10):
            accounts.invite(f"{letter}{number}", Role.REVIEWER)

    threads = [threading.Thread(target=invite, args=(letter,)) for letter in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(accounts.all()) == len(opened(tmp_path).all()) == 40


@pytest.mark.parametrize("left", ["", "\n", "x" * 42, "ä" * 20], ids=["empty", "a line", "short", "other"])
def test_a_secret_that_was_cut_short_is_refused(tmp_path: Path, left: str) -> None:
    private.secret(tmp_path)
    (tmp_path / "secret").write_text(left, encoding="utf-8")
    with pytest.raises(UserError, match="secret is empty or cut short: delete it"):
        private.secret(tmp_path)
    (tmp_path / "secret").unlink()
    assert len(private.secret(tmp_path)) == 43


def test_passwords_are_costly_to_guess_unless_one_says_otherwise(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path, now=Clock())
    accounts.accept(accounts.invite("ada", Role.LEAD), PASSWORD)
    assert "$argon2id$v=19$m=65536,t=3,p=4$" in (tmp_path / "accounts.json").read_text()


def test_when_somebody_was_last_here(tmp_path: Path) -> None:
    clock = Clock()
    accounts = with_ada(tmp_path, clock)
    assert accounts.seen("ada") is None
    session, begun = accounts.begin("ada"), clock.now
    clock.now += timedelta(hours=3)
    assert opened(tmp_path).seen("ada") == begun
    accounts.holding("ada", session)
    assert accounts.seen("ada") == clock.now


def test_the_file_is_json_that_a_person_can_read(tmp_path: Path) -> None:
    with_ada(tmp_path)
    (account,) = json.loads((tmp_path / "private" / "accounts.json").read_text())
    assert account["name"] == "ada"
    assert account["role"] == "lead"
