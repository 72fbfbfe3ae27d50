from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner, Result
from starlette.applications import Starlette

from synth.cli.main import synth
from synth.cli.serve import COMMANDS
from synth.domain.people import Role
from synth.errors import UserError
from synth.paths import Places
from synth.store.accounts import Accounts
from synth.web import serving
from tests.pipeline.project import ROOT
from tests.web import small_desk
from tests.web.small_site import Clock

PASSWORD = "correct horse battery"


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    made = small_desk.project(tmp_path)
    (tmp_path / "dvc.yaml").touch()
    monkeypatch.chdir(tmp_path)
    return made


def run(*words: str) -> Result:
    done = CliRunner().invoke(synth, words, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def started(made: Starlette, *, proxied: bool) -> None:
    pytest.fail("it should not have started")


class Idle:
    """A server that serves nobody."""

    def run(self, *, sockets: list[socket.socket]) -> None:
        """Return at once."""


def refused(*words: str) -> str:
    with pytest.MonkeyPatch.context() as patched, pytest.raises(UserError) as error:
        patched.setattr(serving, "server", started)
        CliRunner().invoke(synth, words, catch_exceptions=False)
    return str(error.value)


@contextmanager
def served(places: Places, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the site in a process of its own; give its address once it says it is ready."""
    with subprocess.Popen(
        [sys.executable, "-m", "synth.cli.main", "serve", "--port", "0", *words],
        cwd=places.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    ) as running:
        try:
            assert running.stdout
            line = running.stdout.readline()
            assert re.fullmatch(r"The site is at http://127\.0\.0\.1:\d+ \(stop it with Ctrl-C\)\n", line)
            yield line.split()[4], running
        finally:
            running.kill()


def test_the_site_opens_for_who_sits_here_and_stops_without_ado(places: Places) -> None:
    with served(places, "--as", "ada") as (address, running):
        home = httpx2.get(address, timeout=30)
        assert home.status_code == 200
        assert "<strong>ada</strong>" in home.text
        assert httpx2.get(f"{address}/screen", timeout=30).status_code == 200
        running.send_signal(signal.SIGINT)
        assert running.wait(30) == 0
        assert running.stdout and running.stderr
        assert running.stdout.read() == ""
        assert "Traceback" not in running.stderr.read()


def test_people_are_let_in_by_a_link_and_shut_out_by_name(places: Places) -> None:
    added = run("reviewer", "add", "ada", "--address", "https://screen.example.org/")
    link = added.stdout.strip()
    assert re.fullmatch(r"https://screen\.example\.org/welcome/[\w-]{43}", link)
    assert "ada (lead)" in added.stderr, "the first one leads"
    assert "48 hours" in added.stderr
    run("reviewer", "add", "ben")
    run("reviewer", "add", "cem", "--role", "reader")
    Accounts(places.private, now=Clock()).accept(link.rpartition("/")[2], PASSWORD)
    assert run("reviewer", "list").stdout.splitlines() == [
        "ada  lead",
        "ben  reviewer  has not chosen a password yet",
        "cem  reader    has not chosen a password yet",
    ]
    assert run("reviewer", "remove", "ben").stdout == ""
    assert [line.split()[0] for line in run("reviewer", "list").stdout.splitlines()] == ["ada", "cem"]
    assert "'ben' has no account" in refused("reviewer", "remove", "ben")
    assert stat.S_IMODE((places.private / "accounts.json").stat().st_mode) == 0o600


def test_a_second_link_changes_the_password_and_leaves_the_role(places: Places) -> None:
    run("reviewer", "add", "ada")
    run("reviewer", "add", "ben", "--role", "reader")
    assert "ben (reader)" in run("reviewer", "add", "ben").stderr
    assert "ben (lead)" in run("reviewer", "add", "ben", "--role", "lead").stderr


def test_nobody_takes_the_name_of_a_synthetic_reviewer(places: Places) -> None:
    places.synthetic_decisions.mkdir(parents=True)
    (places.synthetic_decisions / "synthetic-ada.jsonl").touch()
    assert "is a synthetic reviewer" in refused("reviewer", "add", "synthetic-ada")
    assert "is a synthetic reviewer" in refused("serve", "--as", "synthetic-ada")
    assert "cannot be a name" in refused("reviewer", "add", "../ada")


def test_without_accounts_the_list_says_who_may_enter(places: Places) -> None:
    done = run("reviewer", "list")
    assert done.stdout == ""
    assert "Nobody has an account" in done.stderr


@pytest.mark.parametrize(
    "words",
    [("--host", "0.0.0.0"), ("--host", "::"), ("--host", "192.0.2.7"), ("--proxied", "screen.example.org")],
)
def test_where_others_can_reach_it_there_must_be_a_lead(places: Places, words: tuple[str, str]) -> None:
    assert "`synth reviewer add NAME --role lead` first" in refused("serve", *words)
    run("reviewer", "add", "ben", "--role", "reviewer")
    assert "no lead has an account" in refused("serve", *words)


@pytest.mark.parametrize(
    ("words", "warned"),
    [(("--host", "0.0.0.0"), True), (("--host", "127.0.0.1"), False), (("--proxied", "screen.org"), False)],
)
def test_passwords_that_cross_the_network_readable_are_warned_of(
    places: Places,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    words: tuple[str, str],
    warned: bool,
) -> None:
    Accounts(places.private, now=Clock()).invite("ben", Role.LEAD)
    monkeypatch.setattr(serving, "server", lambda made, *, proxied: Idle())
    run("serve", "--port", "0", *words)
    assert ("passwords cross the network readable" in caplog.text) is warned


def test_settings_of_the_team_that_cannot_work_are_told_at_the_start(
    places: Places, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    places.review.write_text(places.review.read_text() + 'votes = 9\nreviewers = ["ada"]\n')
    monkeypatch.setattr(serving, "server", lambda made, *, proxied: Idle())
    run("serve", "--port", "0", "--as", "ada")
    assert "queries/review.toml: team.votes: 9 are asked for" in caplog.text


@pytest.mark.parametrize("host", ["https://screen.example.org", "screen.example.org:443", "*", ""])
def test_the_proxys_name_is_a_name_alone(places: Places, host: str) -> None:
    assert "give the name alone" in refused("serve", "--proxied", host)


def test_a_port_that_is_taken_is_one_line(places: Places) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused("serve", "--as", "ada", "--port", str(port))
    assert said == f"port {port} on 127.0.0.1: Address already in use: choose another with --port"


def test_an_address_that_is_not_ours_is_one_line(places: Places) -> None:
    run("reviewer", "add", "ada")
    assert "port 8000 on 192.0.2.7: " in refused("serve", "--host", "192.0.2.7")
    assert refused("serve", "--host", "no such host").startswith("--host no such host: ")


def test_with_accounts_everybody_signs_in_also_on_this_machine(places: Places) -> None:
    Accounts(places.private, now=Clock()).invite("ben", Role.LEAD)
    with served(places, "--as", "ada") as (address, _):
        assert httpx2.get(address, timeout=30).headers["location"] == "/sign-in"


def test_behind_a_proxy_it_goes_by_the_name_it_has_there(places: Places) -> None:
    token = Accounts(places.private, now=Clock()).invite("ben", Role.LEAD)
    with served(places, "--proxied", "screen.example.org") as (address, _):
        page = httpx2.get(f"{address}/welcome/{token}", headers={"Host": "screen.example.org"}, timeout=30)
        assert "; secure" in page.headers["set-cookie"]
        assert httpx2.get(address, headers={"Host": "other.example.org"}, timeout=30).status_code == 421


def test_without_works_it_says_what_to_run(places: Places) -> None:
    places.table("works").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "synth.cli.main", "serve", "--port", "0", "--as", "ada"],
        cwd=places.root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "dvc repro" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("ada", "ada"),
        ("Ada Lovelace", "ada-lovelace"),
        ("CORP\\ada", "corp-ada"),
        ("-ada-", "ada"),
        ("a" * 80, "a" * 64),
    ],
)
def test_the_name_on_this_machine_is_made_to_fit(name: str, made: str) -> None:
    assert serving.fitting(name) == made


@pytest.mark.parametrize("name", ["", "...", "日本"])
def test_a_name_that_cannot_be_made_to_fit_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="choose another with --as"):
        serving.fitting(name)


def test_every_command_below_reviewer_explains_itself() -> None:
    for command in COMMANDS["reviewer"].commands.values():  # type: ignore[attr-defined]  # a group has them
        assert command.help
        assert command.epilog.startswith(f"Example: synth reviewer {command.name}")
