"""The team: who may enter, as what, how much each decided, and when each was last here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.people import Role
from synth.domain.reviews import Profile, Team
from synth.store.accounts import Account
from synth.web import pages


def show(request: Request) -> Response:
    """Show everybody, those without an account who once decided included."""
    site, desk, person = pages.site(request), pages.desk(request), pages.person(request)
    lines = desk.visible(person)
    decided = Counter(line.made.by for line in lines if line.stands)
    synthetic = {line.made.by for line in lines if line.synthetic}
    last: dict[str, datetime] = {}
    for line in lines:
        at = datetime.fromisoformat(line.made.at)
        last[line.made.by] = max(last.get(line.made.by, at), at)
    accounts = {account.name: account for account in site.accounts.all()}
    names = sorted({*accounts, *decided, person.name})
    rows = [
        {
            "name": name,
            "role": accounts[name].role.value if name in accounts else "lead" if name == person.name else "",
            "state": "sits at this machine"
            if not accounts and name == person.name
            else _state(accounts.get(name)),
            "synthetic": name in synthetic,
            "decided": decided[name],
            "last": _last(last.get(name), site.accounts.seen(name)),
        }
        for name in names
    ]
    team = desk.review.team
    return pages.render(
        request,
        "team.html",
        rows=rows,
        team=team,
        remarks=list(remarks(team, site.accounts.all())),
        filled=desk.review.profile is Profile.DEMO and team.votes > 1,
    )


def remarks(team: Team, accounts: Sequence[Account]) -> Iterator[str]:
    """Say which settings of [team] cannot work with those who have an account; without any, names pass."""
    screen = [account.name for account in accounts if account.role.may(Role.REVIEWER)]
    if accounts:
        named = [("team.reviewers", name) for name in team.reviewers]
        named += [(f"team.shares: {share.label}", name) for share in team.shares for name in share.reviewers]
        for where, name in named:
            if name not in screen:
                yield f"{where}: {name}: nobody of this name has an account that may screen"
    for account in accounts:
        if team.reviewers and account.role is Role.REVIEWER and account.name not in team.reviewers:
            yield f"team.reviewers: {account.name} has a reviewer's account and is not named here"
    people = [name for name in team.reviewers or screen if name in screen or not accounts]
    if team.votes > len(people) and (accounts or team.reviewers):
        yield f"team.votes: {team.votes} are asked for on each work, and those who screen are {len(people)}"


def _state(account: Account | None) -> str:
    if account is None:
        return "no account"
    return "invited" if not account.password else "link sent" if account.link else "has an account"


def _last(*moments: datetime | None) -> str:
    known = [moment.astimezone(UTC) for moment in moments if moment]
    return f"{max(known):%Y-%m-%d %H:%M}" if known else ""


ROUTES = (Route("/team", pages.page(show, role=Role.LEAD), name="team"),)
