"""What the site hands out and wants back unchanged: signed with a secret that never leaves this machine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from synth.errors import UserError


class Signer:
    """Signs what a form carries, so that nobody can hand in a form that this site did not make."""

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeSerializer(secret, salt="form")

    def sign(self, payload: Mapping[str, Any]) -> str:
        """Give the payload (what JSON can say) as a text for a form field."""
        return str(self._serializer.dumps(dict(payload)))

    def unsign(self, text: str) -> dict[str, Any]:
        """Give the payload again; raises UserError where the text is not of this site's making."""
        try:
            payload = self._serializer.loads(text)
        except BadData:
            payload = None
        if not isinstance(payload, dict):
            raise UserError(
                "this form is not one of this site's: load the page again, and send it from there"
            )
        return payload
