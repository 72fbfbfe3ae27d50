from __future__ import annotations

from synth.stages import status


def test_only_the_demonstration_is_told_to_trace_the_work_it_surely_holds() -> None:
    demo, own = (status.following(built=True, again=False, demo=demo) for demo in (True, False))
    assert demo[-1] == "synth trace 10.1007/s40670-025-02461-1"
    assert own == demo[:-1]
