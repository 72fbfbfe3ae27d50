"""
Who may enter the site: names, roles, passwords as argon2 hashes, one-time links, open sessions.

All of it is ``accounts.json`` in the private folder, written whole. Of links and sessions it holds a digest
alone, so that nobody who reads the file can enter with it.
"""

from __future__ import annotations

import fcntl
import hashlib
import re
import secrets
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.low_level import ARGON2_VERSION
from pydantic import TypeAdapter, ValidationError

from synth.domain.people import Role
from synth.errors import UserError
from synth.store import private

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")  # a person's name is that of her file of decisions
LINK_HOURS = 48
SHORTEST, LONGEST = 10, 1000  # characters of a password
_SESSION_DAYS = 30
_SESSIONS = 20  # one account's devices
_AT_ONCE = 4  # passwords checked side by side: each takes 64 MiB


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One browser that signed in: the digest of the name it goes by, and since when (ISO 8601)."""

    digest: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """
    Somebody who may enter.

    ``password`` is an argon2 hash; empty: none was chosen yet. ``link`` is the digest of the one-time link
    that is out, good until ``link_until``; empty: none is.
    """

    name: str
    role: Role
    password: str = ""
    link: str = ""
    link_until: str = ""
    sessions: tuple[Session, ...] = ()


class Busy(UserError):
    """Too many passwords are being checked at this moment."""


_ACCOUNTS = TypeAdapter(tuple[Account, ...])


def check_name(name: str, *, synthetic: Path) -> None:
    """Raise UserError where nobody may have this name; ``synthetic`` has the files of made-up reviewers."""
    _check_spelling(name)
    if (synthetic / f"{name}.jsonl").exists():
        raise UserError(f"{name} is a synthetic reviewer of the demonstration: choose another name")


class Accounts:
    """
    The accounts of a project; thread-safe, and safe beside another process (``synth reviewer``).

    ``now`` gives the present moment with its offset; ``hasher`` says how costly a password is to check.
    """

    def __init__(
        self, folder: Path, *, now: Callable[[], datetime], hasher: PasswordHasher | None = None
    ) -> None:
        self._file = folder / "accounts.json"
        self.now = now
        self._lock = threading.RLock()
        self._print: tuple[int, int, int] | None = None
        self._known: dict[str, Account] = {}
        self._seen: dict[str, datetime] = {}
        self._hasher = hasher or PasswordHasher()
        self._checking = threading.BoundedSemaphore(_AT_ONCE)

    def all(self) -> tuple[Account, ...]:
        """Give every account, by name; raises UserError where the file cannot be read."""
        with self._lock:
            fingerprint = self._fingerprint()
            if fingerprint != self._print:
                self._known = {account.name: account for account in self._read()}
                self._print = fingerprint
            return tuple(self._known.values())

    def find(self, name: str) -> Account | None:
        """Give the account of this name."""
        with self._lock:
            self.all()
            return self._known.get(name)

    def reviewers(self) -> tuple[str, ...]:
        """Give the names of those who may screen."""
        return tuple(account.name for account in self.all() if account.role.may(Role.REVIEWER))

    def invite(self, name: str, role: Role) -> str:
        """
        Let somebody in: give the secret of a link that is good once, for LINK_HOURS hours.

        Who has an account keeps it until the link is used: it is how a forgotten password is changed.
        """
        _check_spelling(name)
        token = secrets.token_urlsafe(32)
        until = (self.now() + timedelta(hours=LINK_HOURS)).isoformat(timespec="seconds")
        with self._changing() as known:
            account = known.get(name, Account(name=name, role=role))
            known[name] = replace(account, role=role, link=_digest(token), link_until=until)
        return token

    def invited(self, token: str) -> Account | None:
        """Give the account whose link this is, while it is good."""
        digest = _digest(token)
        for account in self.all():
            if account.link and secrets.compare_digest(account.link, digest):
                return account if self.now() < datetime.fromisoformat(account.link_until) else None
        return None

    def accept(self, token: str, password: str) -> Account:
        """Take the password somebody chose by her link; the link is spent, and all her sessions end."""
        if not SHORTEST <= len(password) <= LONGEST:
            raise UserError(f"a password has at least {SHORTEST} characters (and at most {LONGEST})")
        self._demand(token)
        with self._room():
            hashed = self._hasher.hash(password)
        with self._changing() as known:
            invited = self._demand(token)  # of two who use it at once, one is late
            known[invited.name] = replace(invited, password=hashed, link="", link_until="", sessions=())
            return known[invited.name]

    def check(self, name: str, password: str) -> Account | None:
        """
        Give the account if the password is its own; an unknown name takes as long as a wrong password.

        Raises Busy when too many are being checked already.
        """
        account = self.find(name)
        hashed = account.password if account and account.password else self._nobodys
        with self._room():
            try:
                self._hasher.verify(hashed, password[: LONGEST + 1])
            except (VerifyMismatchError, InvalidHashError):
                return None
        return account if account and account.password == hashed else None

    def begin(self, name: str) -> str:
        """
        Open a session: give the name it goes by, which nobody can guess.

        Raises UserError where nobody has that name any more.
        """
        session = secrets.token_urlsafe(24)
        now = self.now()
        with self._changing() as known:
            account = _of(known, name)
            young = [one for one in account.sessions if _age(one, now) < timedelta(days=_SESSION_DAYS)]
            opened = Session(digest=_digest(session), since=now.isoformat(timespec="seconds"))
            known[name] = replace(account, sessions=(*young, opened)[-_SESSIONS:])
        return session

    def seen(self, name: str) -> datetime | None:
        """Say when somebody was last here: since this server started, else when she last signed in."""
        account = self.find(name)
        begun = [datetime.fromisoformat(one.since) for one in account.sessions] if account else []
        return max([*begun, *([self._seen[name]] if name in self._seen else [])], default=None)

    def holding(self, name: str, session: str) -> Account | None:
        """Give the account if this session of it is open, and keep in mind that she is here."""
        account = self.find(name)
        digest, now = _digest(session), self.now()
        for one in account.sessions if account else ():
            if secrets.compare_digest(one.digest, digest) and _age(one, now) < timedelta(days=_SESSION_DAYS):
                self._seen[name] = now
                return account
        return None

    def end(self, name: str, session: str) -> None:
        """Close a session, if it is open."""
        digest = _digest(session)
        with self._changing() as known:
            if account := known.get(name):
                left = tuple(one for one in account.sessions if one.digest != digest)
                known[name] = replace(account, sessions=left)

    def remove(self, name: str) -> None:
        """Shut somebody out at once; what she decided stays. Raises UserError where nobody has that name."""
        with self._changing() as known:
            del known[_of(known, name).name]

    @cached_property
    def _nobodys(self) -> str:
        """Make up a hash that no password is known to have, as costly to check as a true one."""
        made = self._hasher
        salt, digest = (_unpadded(secrets.token_bytes(size)) for size in (made.salt_len, made.hash_len))
        costs = f"m={made.memory_cost},t={made.time_cost},p={made.parallelism}"
        return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"

    def _demand(self, token: str) -> Account:
        invited = self.invited(token)
        if invited is None:
            raise UserError("this link was used already, or is too old: ask for another one")
        return invited

    @contextmanager
    def _room(self) -> Iterator[None]:
        if not self._checking.acquire(blocking=False):
            raise Busy("many people sign in at this moment: try again in a few seconds")
        try:
            yield
        finally:
            self._checking.release()

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Account]]:
        """
        Hold off every other writer, give the accounts as they stand, and write what became of them.

        Who only reads goes on meanwhile, also while another process keeps this one waiting.
        """
        self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._file.parent / "accounts.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            known = {account.name: account for account in self.all()}
            before = dict(known)
            yield known
            if known != before:
                ordered = tuple(known[name] for name in sorted(known))
                private.write_whole(self._file, _ACCOUNTS.dump_json(ordered, indent=1) + b"\n")

    def _fingerprint(self) -> tuple[int, int, int] | None:
        try:
            state = self._file.stat()
        except FileNotFoundError:
            return None
        return state.st_mtime_ns, state.st_size, state.st_ino

    def _read(self) -> tuple[Account, ...]:
        try:
            return _ACCOUNTS.validate_json(self._file.read_bytes())
        except FileNotFoundError:
            return ()
        except ValidationError as error:
            place = ".".join(map(str, error.errors()[0]["loc"]))
            raise UserError(
                f"warehouse/private/accounts.json cannot be read ({place or 'not JSON'}): correct it, "
                "or delete it and let everybody in anew with `synth reviewer add`"
            ) from None


def _check_spelling(name: str) -> None:
    if not NAME.fullmatch(name):
        raise UserError(f"{name!r} cannot be a name: lower-case letters, digits, and .-_ after the first")


def _of(known: Mapping[str, Account], name: str) -> Account:
    if name not in known:
        raise UserError(f"{name!r} has no account: `synth reviewer list` shows who has")
    return known[name]


def _unpadded(data: bytes) -> str:
    return b64encode(data).decode().rstrip("=")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _age(session: Session, now: datetime) -> timedelta:
    return now - datetime.fromisoformat(session.since)
