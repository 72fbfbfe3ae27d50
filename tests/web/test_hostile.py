"""A hostile afternoon: what a real server on a real port does with what no browser sends."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette

from synth.domain.people import Role
from synth.web import forms, patience, serving
from tests.web.small_site import PASSWORD, made, sign_in, token, visitor

PEOPLE = (("ada", Role.LEAD), ("ben", Role.REVIEWER))


@pytest.fixture(scope="module")
def application(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    return made(tmp_path_factory.mktemp("site"), people=PEOPLE)


@pytest.fixture(scope="module")
def port(application: Starlette) -> Iterator[int]:
    with pytest.MonkeyPatch.context() as patched, serving.bound("127.0.0.1", 0) as listening:
        patched.setattr(patience, "SECONDS", 1.0)
        patched.setattr(forms, "SECONDS", 1.0)
        server = serving.server(application)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)


def connected(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=20)


def all_of(connection: socket.socket) -> bytes:
    """Read until the server closes; a reset is an end too."""
    said = b""
    try:
        while piece := connection.recv(65536):
            said += piece
    except ConnectionResetError:
        pass
    return said


def asked(port: int, request: bytes) -> tuple[int, bytes]:
    """Send bytes as they are; give the status and all of the answer."""
    with connected(port) as connection:
        connection.sendall(request)
        said = all_of(connection)
    return int(said.split(b" ", 2)[1]), said


def get(port: int, path: bytes, *headers: bytes) -> tuple[int, bytes]:
    lines = [b"GET " + path + b" HTTP/1.1", b"Host: localhost", b"Connection: close", *headers, b"", b""]
    return asked(port, b"\r\n".join(lines))


def still_well(port: int) -> bool:
    return get(port, b"/sign-in")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        b"/static/../../../../../../etc/passwd",
        b"/static/%2e%2e/%2e%2e/pages.py",
        b"/static/..%2f..%2fpages.py",
        b"/static/..%5c..%5cpages.py",
        b"/static/%2e%2e%2fapp.py",
        b"/static//etc/passwd",
        b"/static/%2fetc%2fpasswd",
        b"/static/app.css%00.html",
        b"/static/%c0%ae%c0%ae/pages.py",
        b"/static/" + b"x" * 5000,
        b"/static/" + b"a/" * 3000,
        b"/static/",
        b"/static",
        b"/%00",
        b"/works/%00",
        b"/works/..%2f..%2fetc%2fpasswd",
        b"//evil.example/",
        b"/welcome/%2e%2e%2f%2e%2e",
        b"/welcome/" + b"%F0%9F%98%80" * 500,
        b"/%ff%fe",
        b"/sign-in?next=%0d%0aSet-Cookie:%20a=b",
        b"http://evil.example/sign-in",
    ],
)
def test_tricks_in_a_path_lead_nowhere(port: int, path: bytes) -> None:
    status, said = get(port, path)
    assert status in (200, 303, 307, 400, 404, 405), said
    for inside in (b"root:", b"from __future__", b"Traceback", b"\r\nset-cookie: a=b"):
        assert inside not in said.lower() or (inside == b"root:" and b"root:x:0" not in said)
    head = said.partition(b"\r\n\r\n")[0].lower()
    assert b"evil.example" not in head.partition(b"location:")[2].partition(b"\r\n")[0].partition(b"?")[0]
    if status != 400:
        assert b"content-security-policy" in head


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.0\r\n\r\n",
        b"GET /\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1e9\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: a\rb\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"y" * 2_000_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200_000 + b"\r\n",
        b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        b"TRACE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    ],
    ids=lambda request_: repr(request_[:40]),
)
def test_what_is_no_proper_request_is_refused(port: int, request_: bytes) -> None:
    status, said = asked(port, request_)
    assert status in (400, 403, 405, 421, 431), said
    assert b"Traceback" not in said
    assert still_well(port)


def head(*headers: bytes, path: bytes = b"/sign-in") -> bytes:
    lines = [
        b"POST " + path + b" HTTP/1.1",
        b"Host: localhost",
        b"Origin: http://localhost",
        b"Content-Type: application/x-www-form-urlencoded",
        *headers,
    ]
    return b"\r\n".join([*lines, b"", b""])


def test_a_huge_form_is_refused_before_it_is_read(port: int) -> None:
    with connected(port) as connection:
        connection.sendall(head(b"Content-Length: 10000000000"))
        assert connection.recv(65536).startswith(b"HTTP/1.1 413")
    assert still_well(port)


def test_a_form_without_a_length_is_cut_off_when_it_was_too_much(port: int) -> None:
    piece = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    with connected(port) as connection:
        connection.sendall(head(b"Transfer-Encoding: chunked"))
        for _ in range(8):  # twice what is allowed, and no end
            connection.sendall(piece)
        assert connection.recv(65536).startswith(b"HTTP/1.1 413")
        with pytest.raises(OSError):  # and then it is closed, whatever is still sent
            for _ in range(2000):
                connection.sendall(piece)
                time.sleep(0.01)
    assert still_well(port)


def test_a_form_that_never_ends_is_given_up(port: int) -> None:
    begun = time.monotonic()
    with connected(port) as connection:
        connection.sendall(head(b"Content-Length: 1000") + b"token=")
        said = all_of(connection)
    assert said.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - begun < 15


@pytest.mark.parametrize(
    "begun", [b"", b"GET /sign-in HTTP/1.1\r\nHost: localhost\r\nX-Slow: "], ids=["nothing", "a head"]
)
def test_a_connection_that_never_asks_is_closed(port: int, begun: bytes) -> None:
    with connected(port) as connection:
        connection.sendall(begun)
        started = time.monotonic()
        try:
            while time.monotonic() - started < 15:
                if begun:
                    connection.sendall(b"a")
                connection.settimeout(0.1)
                try:
                    if not connection.recv(1):
                        break
                except TimeoutError:
                    continue
        except OSError:
            pass
        assert time.monotonic() - started < 15


def test_more_connections_than_there_are_places_for_are_turned_away_until_there_are(port: int) -> None:
    many = [connected(port) for _ in range(320)]
    try:
        time.sleep(0.3)
        status, _ = get(port, b"/sign-in")
        assert status == 503
    finally:
        for connection in many:
            connection.close()
    for _ in range(50):
        if still_well(port):
            break
        time.sleep(0.1)
    assert still_well(port)


def test_ten_thousand_fields_are_too_many(application: Starlette) -> None:
    browser = visitor(application)
    fields = {"token": token(browser), **{f"f{number}": "" for number in range(10_000)}}
    assert browser.post("/sign-in", data=fields).status_code == 400


@pytest.mark.parametrize(
    ("note", "status"),
    [("x" * 20_000, 401), ("\U0001f600" * 20_000, 401), ("x" * 20_001, 413), ("x" * 300_000, 413)],
    ids=["a long note", "a long note of emoji", "one character more", "300 kB"],
)
def test_a_note_of_twenty_thousand_characters_comes_in_and_no_longer_one(
    tmp_path: Path, note: str, status: int
) -> None:
    browser = visitor(made(tmp_path, people=PEOPLE))
    fields = {"token": token(browser), "name": "eve", "password": "x", "note": note}
    answer = browser.post("/sign-in", data=fields)
    assert answer.status_code == status
    if status == 413:
        assert "20,000 characters" in answer.text or "256 kB" in answer.text


@pytest.mark.parametrize("charset", ["punycode", "idna", "utf-8"])
def test_a_form_in_parts_is_refused_before_anything_of_it_is_read(
    application: Starlette, monkeypatch: pytest.MonkeyPatch, charset: str
) -> None:
    # To decode punycode takes the square of its length, and the sender would choose it.
    def receive(*given: object) -> None:
        pytest.fail("nothing is to be read of it")

    monkeypatch.setattr(forms._Bounded, "receive", receive)
    browser = visitor(application)
    browser.get("/sign-in")
    body = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n' + b"a" * 200_000 + b"\r\n--x--\r\n"
    kind = {"Content-Type": f"multipart/form-data; boundary=x; charset={charset}"}
    answer = browser.post("/sign-in", content=body, headers=kind)
    assert answer.status_code == 415
    assert "<h1>" in answer.text


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7 * 7 }}",
        "ada\x00",
        "a" * 20_000,
        "\u202eada",
    ],
    ids=["script", "attribute", "template", "nul", "long", "bidi"],
)
def test_what_is_typed_as_a_name_is_text_on_the_page(tmp_path: Path, name: str) -> None:
    browser = visitor(made(tmp_path, people=PEOPLE))
    answer = browser.post("/sign-in", data={"token": token(browser), "name": name, "password": "x"})
    assert answer.status_code == 401
    assert "<script>alert" not in answer.text
    assert "onerror=alert(1)>" not in answer.text
    assert ">49<" not in answer.text and 'value="49"' not in answer.text


def test_many_who_guess_at_once_get_few_guesses(tmp_path: Path) -> None:
    application = made(tmp_path, people=PEOPLE)
    statuses: list[int] = []

    def guess() -> None:
        browser = visitor(application)
        for number in range(10):
            fields = {"token": token(browser), "name": "ada", "password": f"guess {number}"}
            statuses.append(browser.post("/sign-in", data=fields).status_code)

    threads = [threading.Thread(target=guess) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(statuses) == 100
    assert set(statuses) <= {401, 429}
    assert statuses.count(401) <= 8, "five are free, and a second or two went by"


def test_an_address_cannot_be_made_up_to_guess_on(port: int) -> None:
    address = f"http://localhost:{port}"
    statuses = []
    with httpx2.Client(base_url=address, headers={"Origin": address}) as browser:
        given = browser.get("/sign-in").text.partition('name="token" content="')[2].partition('"')[0]
        for number in range(7):
            fields = {"token": given, "name": f"name{number}", "password": "a guess"}
            headers = {"X-Forwarded-For": f"192.0.2.{number}", "Forwarded": f"for=192.0.2.{number}"}
            statuses.append(browser.post("/sign-in", data=fields, headers=headers).status_code)
    assert statuses[:5] == [401] * 5
    assert 429 in statuses[5:]


def test_a_thousand_requests_leave_nothing_behind(application: Starlette) -> None:
    browser = visitor(application)
    sign_in(browser, "ben")
    held = application.state.site.accounts.all()
    failures = len(application.state.attempts._failures)
    for number in range(250):
        browser.get("/")
        browser.get(f"/nowhere/{number}")
        browser.get(f"/welcome/{number}")
        browser.post("/sign-out", data={"token": f"{number}"})
    assert application.state.site.accounts.all() == held
    assert len(application.state.attempts._failures) == failures
    assert PASSWORD not in str(held)
