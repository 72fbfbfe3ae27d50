"""ASReview's own server, LAB, with one reviewer who uses it as its page does."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from benchmarks import peers, serving
from benchmarks.asreview import ONE_THREAD
from benchmarks.serving import Served
from synth.screening.texts import Text


class Reviewer:
    """
    One person at LAB's card; ``labels`` say of each record whether it is relevant.

    The first ``decided`` records of the file were decided before, and one of each kind in any case: LAB
    learns from both.
    """

    def __init__(self, address: str, *, file: Path, labels: Sequence[bool], decided: int) -> None:
        self._session = requests.Session()
        self._api = f"{address}/api/projects"
        self._labels = labels
        with file.open("rb") as stream:
            made = self._ask("post", "/create", data={"mode": "oracle"}, files={"file": stream})
        self._project = f"/{made['id']}"
        for record in sorted({*range(decided), labels.index(True), labels.index(False)}):
            self._label(record, learn=False)
        self._ask("put", f"{self._project}/review", data={"status": "review", "trigger_model": 1})
        while (answer := self._ask("get", f"{self._project}/get_record"))["result"] is None:
            time.sleep(0.5)
        self._record: int = answer["result"]["record_id"]

    def press(self) -> None:
        """Decide on the card at hand, and have the next one."""
        self._label(self._record, learn=True)
        self._record = self._ask("get", f"{self._project}/get_record")["result"]["record_id"]

    def _label(self, record: int, *, learn: bool) -> None:
        label = {"record_id": record, "label": int(self._labels[record]), "tags": "[]"}
        learning = {"retrain_model": 1} if learn else {}
        self._ask("post", f"{self._project}/record/{record}", data={**label, **learning})

    def _ask(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        answer = self._session.request(method, self._api + path, timeout=serving.PATIENCE, **body)
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        return told


@contextmanager
def lab(folder: Path) -> Iterator[Served]:
    """Serve LAB from its own environment, with its projects in ``folder``."""
    port = serving.free_port()
    command = [str(peers.python("asreview")), "-m", "asreview", "lab", "--port", str(port)]
    with Served(
        [*command, "--no-browser", "--skip-update-check"],
        folder=folder,
        port=port,
        environment={**ONE_THREAD, "ASREVIEW_PATH": str(folder / "projects")},
    ) as served:
        yield served


def write(file: Path, texts: Sequence[Text]) -> None:
    """Write works as LAB reads them, in their order."""
    with file.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(("title", "abstract"))
        rows.writerows((text.title, text.abstract) for text in texts)
