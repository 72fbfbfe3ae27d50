"""What each coder says of each work: her words on codes and fields, and what she left as it stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field

from synth.domain.codings import CodeVerdict, Coding, standing
from synth.domain.identifiers import WorkId


@dataclass(slots=True, kw_only=True)
class View:
    """
    What one coder says of one work.

    ``words`` are her standing words by code or field. ``through`` says that she is through with the work;
    None: she is not.
    """

    words: dict[str, Coding] = field(default_factory=dict)
    through: Coding | None = None

    @property
    def finished(self) -> int:
        """The version of the codebook she was through with the work under; 0: she is not."""
        return self.through.codebook if self.through else 0

    def code(self, code: str, *, since: int, found: bool) -> bool | None:
        """
        Say whether a code is there, by her word; None: she said nothing of it.

        Who is through with a work and says nothing of a code leaves it as it stands: there where a phrase
        ``found`` it, else absent. Of a code that came later (``since``) she left nothing.
        """
        if code in self.words:
            return self.words[code].verdict is CodeVerdict.PRESENT
        return found if since <= self.finished else None


Views = Mapping[WorkId, Mapping[str, View]]


def views(codings: Iterable[Coding]) -> dict[WorkId, dict[str, View]]:
    """Give what each coder says of each work, by work and coder; what settles is no coder's word."""
    found: dict[WorkId, dict[str, View]] = defaultdict(dict)
    for (work, by, code), made in standing(codings).items():
        view = found[work].setdefault(by, View())
        if code:
            view.words[code] = made
        else:
            view.through = made
    return dict(found)


def says(by: Mapping[str, View], code: str, *, since: int, found: Container[str]) -> dict[str, bool]:
    """Give what each coder who judged a code of a work says of it; ``found`` are the codes of its phrases."""
    told = {name: view.code(code, since=since, found=code in found) for name, view in by.items()}
    return {name: word for name, word in sorted(told.items()) if word is not None}
