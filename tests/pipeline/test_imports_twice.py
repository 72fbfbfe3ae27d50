"""The same publications brought twice, as one file and in several formats, are counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from synth.stages import adding, merge, parse, period
from synth.store import tables
from tests.pipeline.project import Project

RIS = """TY  - JOUR
TI  - Belonging among student nurses on their first placement
AU  - Lindqvist, Ada
AU  - Okafor, Ngozi
PY  - 2021
JO  - Nurse Education Today
VL  - 41
IS  - 2
SP  - 101
EP  - 109
DO  - 10.1234/abc
AB  - We asked student nurses how they come to fit in on the ward, and what their mentors do for it.
ER  -

TY  - JOUR
TI  - Mattering to colleagues: interviews with residents of rural hospitals
AU  - Haddad, Rana
PY  - 2020
JO  - Medical Education
VL  - 54
IS  - 7
SP  - 612
EP  - 620
AB  - Residents in rural hospitals told us when they feel that they matter to the people they work with.
ER  -
"""
BIBTEX = """@article{lindqvist2021,
  title = {Belonging among student nurses on their first placement},
  author = {Lindqvist, Ada and Okafor, Ngozi},
  year = {2021}, journal = {Nurse Education Today}, volume = {41}, number = {2}, pages = {101--109},
  doi = {10.1234/abc},
  abstract = {We asked student nurses how they come to fit in on the ward, and what their mentors do for it.}
}
@article{haddad2020,
  title = {Mattering to colleagues: interviews with residents of rural hospitals},
  author = {Haddad, Rana},
  year = {2020}, journal = {Medical Education}, volume = {54}, number = {7}, pages = {612--620},
  abstract = {Residents in rural hospitals told us when they feel that they matter to the people they
              work with.}
}
"""
NBIB = """PMID- 33000001
TI  - Belonging among student nurses on their first placement.
AB  - We asked student nurses how they come to fit in on the ward, and what their
      mentors do for it.
FAU - Lindqvist, Ada
AU  - Lindqvist A
FAU - Okafor, Ngozi
AU  - Okafor N
DP  - 2021 Feb
JT  - Nurse education today
TA  - Nurse Educ Today
VI  - 41
IP  - 2
PG  - 101-109
LID - 10.1234/abc [doi]
PT  - Journal Article

PMID- 33000002
TI  - Mattering to colleagues: interviews with residents of rural hospitals.
AB  - Residents in rural hospitals told us when they feel that they matter to the
      people they work with.
FAU - Haddad, Rana
AU  - Haddad R
DP  - 2020 Jul
JT  - Medical education
TA  - Med Educ
VI  - 54
IP  - 7
PG  - 612-620
PT  - Journal Article
"""
CSV = """title,authors,year,journal,volume,number,pages,doi,abstract
Belonging among student nurses on their first placement,"Lindqvist, Ada; Okafor, Ngozi",2021,\
Nurse Education Today,41,2,101-109,10.1234/abc,\
"We asked student nurses how they come to fit in on the ward, and what their mentors do for it."
Mattering to colleagues: interviews with residents of rural hospitals,"Haddad, Rana",2020,\
Medical Education,54,7,612-620,,\
Residents in rural hospitals told us when they feel that they matter to the people they work with.
"""
JSON = (
    '{"title": "Belonging among student nurses on their first placement", "authors": ["Lindqvist, Ada",'
    ' "Okafor, Ngozi"], "year": 2021, "journal": "Nurse Education Today", "volume": "41", "number": "2",'
    ' "pages": "101-109", "doi": "10.1234/abc", "abstract": "We asked student nurses how they come to fit in'
    ' on the ward, and what their mentors do for it."}\n'
    '{"title": "Mattering to colleagues: interviews with residents of rural hospitals", "authors":'
    ' ["Haddad, Rana"], "year": 2020, "journal": "Medical Education", "volume": "54", "number": "7",'
    ' "pages": "612-620", "abstract": "Residents in rural hospitals told us when they feel that they matter'
    ' to the people they work with."}\n'
)
FILES = {"a.ris": RIS, "b.bib": BIBTEX, "c.nbib": NBIB, "d.csv": CSV, "e.jsonl": JSON}


def counted(project: Project, *files: str) -> tuple[int, int]:
    """Take files in, and count records and works."""
    for name in files:
        (project.folder / name).write_text(FILES[name], encoding="utf-8")
        adding.add(project.places, project.folder / name)
    for stage in (period, parse, merge):
        stage.run(project.places)
    read = {
        name: list(tables.read(project.places.table(name), tables.TABLES[name]))
        for name in ("records", "works")
    }
    return len(read["records"]), len(read["works"])


@pytest.mark.parametrize("name", FILES)
def test_a_file_taken_in_again_under_another_name_changes_no_count(tmp_path: Path, name: str) -> None:
    project = Project(tmp_path, profile="files")
    before = counted(project, name)
    assert before == (2, 2)
    copy = f"again-{name}"
    (project.places.imports / copy).write_text(FILES[name] + "\n", encoding="utf-8")
    assert counted(project) == before


@pytest.mark.parametrize("name", [name for name in FILES if name != "c.nbib"])
def test_the_same_records_in_another_format_change_no_count(tmp_path: Path, name: str) -> None:
    project = Project(tmp_path, profile="files")
    assert counted(project, "a.ris") == counted(project, name)


def test_all_formats_together_are_two_works(tmp_path: Path) -> None:
    project = Project(tmp_path, profile="files")
    records, works = counted(project, *FILES)
    assert works == 2
    assert records == 4  # PubMed's own say more (a PMID), and are records of their own
