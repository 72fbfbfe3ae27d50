"""How a reviewer likes her card: kept in her browser; the pages that say and change it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from synth.domain.people import Role
from synth.errors import UserError
from synth.screening.sampling import SAMPLERS
from synth.web import keys, pages
from synth.web.keys import Keys
from synth.web.pages import Form

MASKABLE = ("authors", "venue")
# What a press shows or hides on the card.
TOGGLES = (*MASKABLE, "highlights", "criteria", "why")
_AT_FIRST = ("highlights", "criteria")  # and what the team does not mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What a reviewer chose: ``shown`` are those of TOGGLES that are; ``sampler`` empty: that of the team."""

    keys: Keys
    shown: tuple[str, ...]
    sampler: str = ""

    def toggled(self, name: str) -> Preferences:
        """Give them with one of TOGGLES the other way; any other name changes nothing."""
        return replace(self, shown=_in_order({*self.shown} ^ {name}))

    @property
    def noted(self) -> tuple[str, ...]:
        """Name what the card shows beside title, abstract and keywords, as a decision notes it."""
        return tuple(name for name in self.shown if name != "criteria")


def of(request: Request) -> Preferences:
    """Give the preferences of who asks; what the cookie does not know is as the team has it."""
    kept = _kept(request)
    masked = pages.desk(request).review.team.masked
    at_first = [name for name in (*MASKABLE, *_AT_FIRST) if name not in masked]
    return Preferences(
        keys=_keys(kept),
        shown=_in_order(kept.get("shown", at_first)),
        sampler=kept["sampler"] if kept.get("sampler") in SAMPLERS else "",
    )


def keep(request: Request, chosen: Preferences) -> None:
    """Have the browser keep the preferences."""
    keys_ = {"profile": chosen.keys.profile, "keys": chosen.keys.on, "own": dict(chosen.keys.own)}
    said = {"shown": list(chosen.shown), "sampler": chosen.sampler}
    request.session["preferences"] = _kept(request) | keys_ | said


def settings(request: Request) -> Response:
    """Show what can be set."""
    return _page(request, of(request))


def change(request: Request, form: Form) -> Response:
    """Keep what the form says; of keys that cannot be, say which, and keep nothing."""
    wanted = _read(form)
    try:
        keys.checked(wanted.keys)
    except UserError as error:
        return _page(request, wanted, fault=str(error), status=400)
    keep(request, wanted)
    pages.say(request, "Your settings are saved in this browser.")
    return pages.back(request, "settings")


def listed(request: Request) -> Response:
    """List the keys of all profiles, and those in use."""
    return pages.render(request, "keys.html", **legend(of(request).keys))


def legend(chosen: Keys) -> dict[str, Any]:
    """Give what a list of keys is made of."""
    return {"keys": chosen, "actions": keys.ACTIONS, "profiles": keys.PROFILES, "spelt": keys.SPELT}


def _page(request: Request, chosen: Preferences, *, fault: str = "", status: int = 200) -> Response:
    return pages.render(
        request,
        "settings.html",
        status=status,
        chosen=chosen,
        fault=fault,
        samplers=tuple(SAMPLERS),
        toggles=TOGGLES,
        **legend(chosen.keys),
    )


def _read(form: Form) -> Preferences:
    own = {action.id: form.text(f"key-{action.id}").strip().lower() for action in keys.ACTIONS}
    profile = form.text("profile", keys.NEUTRAL)
    plain = Keys(profile=profile if profile in keys.PROFILES else keys.NEUTRAL)
    sampler = form.text("sampler")
    return Preferences(
        keys=replace(plain, on=bool(form.text("keys")), own={name: key for name, key in own.items() if key}),
        shown=_in_order(form.all("shown")),
        sampler=sampler if sampler in SAMPLERS else "",
    )


def _kept(request: Request) -> dict[str, Any]:
    kept = request.session.get("preferences")
    return dict(kept) if isinstance(kept, Mapping) else {}


def _keys(kept: Mapping[str, Any]) -> Keys:
    own = kept.get("own")
    known = {action.id for action in keys.ACTIONS}
    try:
        return keys.checked(
            Keys(
                profile=kept.get("profile", keys.NEUTRAL),
                on=bool(kept.get("keys", True)),
                own={name: str(key) for name, key in own.items() if name in known} if own else {},
            )
        )
    except UserError:  # kept by an older version, which had other keys
        return Keys()


def _in_order(names: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in TOGGLES if name in names)


ROUTES: tuple[Route, ...] = (
    Route("/settings", pages.page(settings, role=Role.REVIEWER), name="settings"),
    Route("/settings", pages.post(change), name="change_settings", methods=["POST"]),
    Route("/keys", pages.page(listed, role=Role.REVIEWER), name="keys"),
)
