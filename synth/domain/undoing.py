"""Undo and redo, of any depth: what they are follows from the lines of the log alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from synth.domain.decisions import Decision, Verdict, in_time


def undo(lines: Sequence[Decision], *, at: str, key: str) -> Decision | None:
    """
    Give the line that takes back what one reviewer decided last; None: nothing is left to take back.

    ``lines`` are all of this reviewer, as the log has them, under the names that works have today. The line
    says again what stood before on that work and stage, or withdraws; ``at`` and ``key`` are its own.
    """
    done = _replay(lines).done
    if not done:
        return None
    last = done[-1]
    before = next((one for one in reversed(done[:-1]) if _place(one) == _place(last)), None)
    again = before or _withdrawal(last)
    return replace(again, at=_after(lines, at), key=key, undoes=last.name)


def redo(lines: Sequence[Decision], *, at: str, key: str) -> Decision | None:
    """
    Give the line that decides again what was taken back last; None: nothing was, since the last decision.

    ``lines``, ``at`` and ``key`` are as for ``undo``.
    """
    undone = _replay(lines).undone
    if not undone:
        return None
    last = undone[-1]
    return replace(last.taken, at=_after(lines, at), key=key, undoes=last.by.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Undone:
    """A line, and the decision that it took back."""

    by: Decision
    taken: Decision


@dataclass(slots=True)
class _Stacks:
    """What can be taken back, and what can be decided again; the last of each comes first."""

    done: list[Decision] = field(default_factory=list)
    undone: list[_Undone] = field(default_factory=list)

    def take(self, line: Decision) -> None:
        """Go one line on; a line that takes back nothing that is there is a decision like any other."""
        decided = _found(line.undoes, self.done)
        undone = _found(line.undoes, [one.by for one in self.undone])
        if decided is not None:
            self.undone.append(_Undone(by=line, taken=self.done.pop(decided)))
        elif undone is not None:
            del self.undone[undone]
            self.done.append(line)
        else:
            self.done.append(line)
            self.undone.clear()


def _replay(lines: Sequence[Decision]) -> _Stacks:
    stacks = _Stacks()
    for line in in_time(lines):
        stacks.take(line)
    return stacks


def _found(name: str, lines: Sequence[Decision]) -> int | None:
    if not name:
        return None
    return next((place for place in reversed(range(len(lines))) if lines[place].name == name), None)


def _place(line: Decision) -> tuple[str, str, bool]:
    return line.work, line.stage, line.settles


def _withdrawal(line: Decision) -> Decision:
    """Say that nothing stands, of what was shown then."""
    return replace(line, verdict=Verdict.WITHDRAW, reason="", note="", labels=())


def _after(lines: Sequence[Decision], at: str) -> str:
    """Give the moment, or that of the last line where a clock was set back since: else nothing is undone."""
    return max([*(line.at for line in lines), at], key=datetime.fromisoformat)
