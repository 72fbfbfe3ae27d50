"""Made-up journals: where synthetic works appear and which sources read them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

_PUBLISHERS = (
    "Fjordlight Press",
    "Aldern Academic",
    "Open Meridian",
    "Kestrel & Low",
    "Halden University Press",
)
_COUNTRIES = ("England", "United States", "Netherlands", "Germany", "Australia")
# Topic: name, abbreviation, read by PubMed, read by ERIC.
_NAMES: tuple[tuple[tuple[str, str, bool, bool], ...], ...] = (
    (
        ("Journal of Placement Learning in Nursing", "J Placem Learn Nurs", True, False),
        ("Nursing Education Horizons", "Nurs Educ Horiz", True, True),
        ("Midwifery and Practice Education", "Midwifery Pract Educ", False, True),
        ("Synthetic Nursing Reports", "Synth Nurs Rep", False, False),
    ),
    (
        ("Annals of Medical Learning", "Ann Med Learn", True, False),
        ("Medical Schools & Students", "Med Sch Stud", False, True),
        ("The Northern Journal of Medical Education", "North J Med Educ", True, True),
        ("Clerkship Quarterly", "Clerksh Q", False, False),
    ),
    (
        ("Residency and Training", "Resid Train", True, False),
        ("Surgical Learning Review", "Surg Learn Rev", True, False),
        ("Graduate Medicine Notes", "Grad Med Notes", False, True),
    ),
    (
        ("Nursing Workforce Studies", "Nurs Workforce Stud", True, False),
        ("International Archives of Nursing Work", "Int Arch Nurs Work", True, False),
        ("Care Management Letters", "Care Manag Lett", False, False),
    ),
    (
        ("Academic Health Faculty", "Acad Health Fac", True, False),
        ("Equity in Academic Medicine", "Equity Acad Med", False, True),
        ("Leadership for Clinicians", "Leadersh Clin", False, False),
    ),
    (
        ("Journal of Digital Health Professions Education", "J Digit Health Prof Educ", True, True),
        ("Pharmacy Teaching and Practice", "Pharm Teach Pract", True, False),
        ("Dental Education International (Synthetic)", "Dent Educ Int", False, True),
    ),
    (
        ("Identity and Profession", "Identity Prof", False, True),
        ("Theory in Health Professions Education", "Theory Health Prof Educ", True, True),
    ),
    (
        ("School Climate Research", "Sch Clim Res", False, True),
        ("Journal of Undergraduate Science Learning", "J Undergrad Sci Learn", False, True),
        ("Adolescence and School", "Adolesc Sch", True, True),
    ),
    (
        ("Crisis and Prevention Studies", "Crisis Prev Stud", True, False),
        ("Interpersonal Psychiatry", "Interpers Psychiatry", True, False),
    ),
    (
        ("Place and Community", "Place Community", False, False),
        ("Work Life Review", "Work Life Rev", False, False),
        ("Ageing in Neighbourhoods", "Ageing Neighb", True, False),
    ),
    (
        ("Clinical Cohorts", "Clin Cohorts", True, False),
        ("Molecular Notes", "Mol Notes", True, False),
        ("Hospital Medicine Archive", "Hosp Med Arch", True, False),
        ("Regional Medical Bulletin", "Reg Med Bull", False, False),
    ),
    (
        ("Simulation in Training", "Simul Train", True, True),
        ("Assessment in Clinical Education", "Assess Clin Educ", True, False),
        ("Teaching Methods in Medicine", "Teach Methods Med", False, True),
    ),
)
FOREIGN = (
    ("es", "Revista Sintética de Educación en Enfermería", "Rev Sint Educ Enferm", True),
    ("pt", "Cadernos Sintéticos de Ensino na Saúde", "Cad Sint Ensino Saude", True),
    ("de", "Zeitschrift für synthetische Gesundheitslehre", "Z Synth Gesundh", False),
    ("fr", "Revue synthétique de pédagogie médicale", "Rev Synth Pedagog Med", True),
    ("zh", "合成护理教育杂志", "He Cheng Hu Li Jiao Yu Za Zhi", True),
    ("ja", "合成看護教育学会誌", "Gosei Kango Kyoiku", False),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """
    A made-up journal.

    ``medline`` and ``eric`` say whether PubMed and ERIC read it; ``pages`` whether its articles
    have pages (else an article number); ``open`` whether everything in it is open access. Real
    journals of landmark works have a title and nothing else.
    """

    number: int
    title: str
    abbreviation: str
    issn: str
    essn: str
    publisher: str
    country: str
    medline: bool
    eric: bool
    pages: bool
    open: bool
    language: str


def _issn(number: int) -> str:
    digits = f"{9_900_000 + number:07d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(8, 1, -1), strict=True)) % 11
    check = "X" if (11 - rest) % 11 == 10 else str((11 - rest) % 11)
    return f"{digits[:4]}-{digits[4:]}{check}"


def _made(number: int, names: tuple[str, str, bool, bool], language: str = "en") -> Journal:
    title, abbreviation, medline, eric = names
    return Journal(
        number=number,
        title=title,
        abbreviation=abbreviation,
        issn=_issn(number * 2),
        essn=_issn(number * 2 + 1),
        publisher=_PUBLISHERS[number % len(_PUBLISHERS)],
        country=_COUNTRIES[number % len(_COUNTRIES)],
        medline=medline,
        eric=eric,
        pages=number % 3 != 2,
        open=number % 3 == 2,
        language=language,
    )


@cache
def journals() -> tuple[Journal, ...]:
    """Give all journals; a work names its journal by the place in this list."""
    plain = [names for group in _NAMES for names in group]
    made = [_made(number, names) for number, names in enumerate(plain)]
    for language, title, abbreviation, medline in FOREIGN:
        made.append(_made(len(made), (title, abbreviation, medline, False), language))
    made.append(_made(len(made), ("synthRxiv", "synthRxiv", False, False)))
    return tuple(made)


@cache
def of_topic(topic: int) -> tuple[int, ...]:
    """Give the places of a topic's journals, the one with most articles first."""
    before = sum(len(group) for group in _NAMES[:topic])
    return tuple(range(before, before + len(_NAMES[topic])))


def of_language(code: str) -> int:
    """Give the place of the journal in a language other than English."""
    return sum(len(group) for group in _NAMES) + [entry[0] for entry in FOREIGN].index(code)


def preprints() -> int:
    """Give the place of the preprint server."""
    return len(journals()) - 1


def real(title: str) -> Journal:
    """Give the journal of a landmark work, of which nothing but the title is known."""
    return Journal(
        number=-1,
        title=title,
        abbreviation=title,
        issn="",
        essn="",
        publisher="",
        country="",
        medline=True,
        eric=False,
        pages=True,
        open=False,
        language="en",
    )
