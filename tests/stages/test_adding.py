from __future__ import annotations

import os
from pathlib import Path

import pytest

from synth.errors import UserError
from synth.stages import adding
from tests.pipeline.project import Project

BIBTEX = (
    '@article{a, title={Fitting in}, author={Doe, Jane and M{\\"u}ller, J.}, year=2001}\n'
    "@article{b,\n title={never closed\n\n@book{c, title={Wards}}\n"
)
NBIB = "PMID- 1\nTI  - Fitting in.\nFAU - Doe, Jane\nDP  - 2001\n\nPMID- 2\nTI  - Wards.\n"


@pytest.mark.parametrize(
    ("name", "text", "form", "records", "faults"),
    [
        ("export.bib", BIBTEX, "bibtex", 2, ["2"]),
        ("citations.txt", BIBTEX, "bibtex", 2, ["2"]),
        ("pubmed-belonging.nbib", NBIB, "nbib", 2, []),
        ("pubmed-belonging.txt", NBIB, "nbib", 2, []),
    ],
)
def test_an_export_is_read_once_and_kept_as_it_came(
    tmp_path: Path, name: str, text: str, form: str, records: int, faults: list[str]
) -> None:
    project = Project(tmp_path / "project", profile="files").places
    file = tmp_path / name
    file.write_bytes(text.encode("utf-8-sig"))
    added = adding.add(project, file)
    assert (added.form, added.records, added.skipped) == (form, records, len(faults))
    assert [fault.partition(":")[0] for fault in added.faults] == faults
    assert (project.imports / name).read_bytes() == file.read_bytes()
    assert adding.add(project, file).outcome == "these bytes were added before"


def test_a_file_that_holds_no_entry_is_refused_with_its_first_fault(tmp_path: Path) -> None:
    file = tmp_path / "export.bib"
    file.write_text("@article{a, title={never closed\n", encoding="utf-8")
    with pytest.raises(
        UserError, match=r"export\.bib: no entry could be read: line 1: not readable as BibTeX"
    ):
        adding.add(Project(tmp_path / "project", profile="files").places, file)


def test_what_is_no_plain_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", profile="files").places
    pipe = tmp_path / "export.ris"
    os.mkfifo(pipe)
    for file in (pipe, tmp_path):
        with pytest.raises(UserError, match="no plain file"):
            adding.add(project, file)
