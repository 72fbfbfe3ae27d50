"""Made-up people: surnames of invented parts, and identifiers outside the ranges that are given out."""

from __future__ import annotations

from dataclasses import dataclass

from synth.demo.dice import Dice

# Region: beginnings and ends of surnames, and given names. The surnames are invented, so that no name is a
# real person's; some carry what breaks matchers: accents, particles, hyphens, apostrophes.
_REGIONS: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (
            "Ash",
            "Bren",
            "Cald",
            "Dun",
            "Elm",
            "Farn",
            "Hal",
            "Kers",
            "Lang",
            "Mar",
            "Nor",
            "Pend",
            "Rad",
            "Thorn",
        ),
        (
            "wickham",
            "meredge",
            "holtby",
            "combeley",
            "steadlow",
            "worthing",
            "daleford",
            "ridgeway",
            "brooke",
        ),
        (
            "Alice",
            "Brian",
            "Carol Anne",
            "Daniel",
            "Emma",
            "George",
            "Hannah",
            "Ian",
            "Louise",
            "Peter",
            "Ruth",
        ),
    ),
    (
        ("Cast", "Vald", "Mont", "Alm", "Ferr", "Quint", "Sal", "Bar", "Ric"),
        ("erónez", "aleda", "ueirinha", "ósimo", "andrés", "ízaga", "ovalle", "eiredo"),
        ("María José", "João", "Lucía", "Andrés", "Inês", "Tomás", "Beatriz", "Álvaro", "Sofía"),
    ),
    (
        ("Grün", "Hofs", "Stein", "Wein", "Brück", "Kess", "Lind", "Schön"),
        ("felder", "bachner", "wälder", "thalmann", "reuther", "hausen", "müllner"),
        ("Anna-Lena", "Jürgen", "Käthe", "Matthias", "Sabine", "Uwe", "Björn", "Ingrid"),
    ),
    (
        ("Novo", "Kar", "Zele", "Mor", "Stan", "Vrá", "Dob"),
        ("vičova", "sikel", "nčukova", "ravetz", "kowian", "bnikar", "šelj"),
        ("Ewa", "Jiří", "Katarzyna", "Miloš", "Olena", "Tomasz", "Željka"),
    ),
    (
        ("Zhao", "Lin", "Xu", "Qian", "Ming", "Hua", "Tao"),
        ("lu", "jiaen", "weh", "shiang", "renh", "boen"),
        ("Wei", "Xiaoyu", "Jing", "Hao", "Mei-Ling", "Yan", "Jun"),
    ),
    (
        ("Ade", "Oko", "Mba", "Nki", "Chi", "Tum", "Wan"),
        ("womire", "rontu", "delani", "ziwe", "kamara", "simbe", "joku"),
        ("Amina", "Chidi", "Esther", "Kwame", "Ngozi", "Samuel", "Zanele"),
    ),
    (
        ("Al-Har", "Ben ", "El ", "Sha", "Far", "Moh", "Kar"),
        ("ithani", "Sadirun", "Mansoury", "rifzadeh", "hadipor", "senabad", "imdoust"),
        ("Fatemeh", "Hassan", "Layla", "Omar", "Reza", "Yasmin", "Noura"),
    ),
    (
        ("van der ", "O'", "De ", "Mac", "Le ", "Saint-"),
        ("Hoeckveld", "Dunnavan", "Wittelaer", "Kerrigald", "Trevanec", "Morvillon"),
        ("Pieter", "Aoife", "Sanne", "Fergus", "Maëlle", "Rory", "Willem"),
    ),
)
_TOWNS = (
    "Norhaven",
    "Eastmere",
    "Villasol",
    "Grünthal",
    "Karlovina",
    "Southfjord",
    "Lake Orrin",
    "Mbalani",
    "Hayatabad West",
    "Linjiang South",
    "Porto Claro",
    "Westmarch",
    "Inverlaw",
    "Saint-Ervan",
    "Kitahara",
    "New Aldern",
)
_COUNTRIES = (
    ("GB", "UK"),
    ("AU", "Australia"),
    ("ES", "Spain"),
    ("DE", "Germany"),
    ("PL", "Poland"),
    ("NO", "Norway"),
    ("US", "USA"),
    ("KE", "Kenya"),
    ("IR", "Iran"),
    ("CN", "China"),
    ("BR", "Brazil"),
    ("CA", "Canada"),
    ("IE", "Ireland"),
    ("FR", "France"),
    ("JP", "Japan"),
    ("US", "USA"),
)
_BODIES = (
    "University of {}",
    "{} University",
    "{} Health Sciences University",
    "{} School of Nursing",
    "{} Teaching Hospital",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A made-up place of work."""

    number: int
    name: str
    country: str
    code: str

    @property
    def line(self) -> str:
        """The affiliation as an author would write it."""
        return f"{self.name}, {self.country}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A made-up author; ``given`` is empty for a group, whose whole name is ``family``."""

    number: int
    family: str
    given: str
    orcid: str
    institution: Institution | None

    @property
    def initials(self) -> str:
        """Capital letters of the given names: ``AL`` for Anna-Lena."""
        return "".join(part[0] for part in self.given.replace("-", " ").split())


def checked(digits: str) -> str:
    """Add the check character of ISO 7064 mod 11-2, as ORCID has it, to fifteen digits."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    rest = (12 - total % 11) % 11
    return digits + ("X" if rest == 10 else str(rest))


def _orcid(number: int) -> str:
    # ORCID gives out numbers from 0000-0001-5000 on: these lie below and are nobody's.
    whole = checked(f"{9_000_000 + number:015d}")
    return "-".join(("0000", "0000", *(whole[place : place + 4] for place in (8, 12))))


def institution(community: int, dice: Dice) -> Institution:
    """Give one of the few institutions of a community."""
    place = (community * 5 + dice.below(3)) % len(_TOWNS)
    body = dice.below(len(_BODIES))
    code, country = _COUNTRIES[place]
    return Institution(
        number=place * len(_BODIES) + body,
        name=_BODIES[body].format(_TOWNS[place]),
        country=country,
        code=code,
    )


def person(number: int, community: int) -> Person:
    """Give the author of this number: always the same one."""
    dice = Dice(number * 7919 + 13)
    starts, ends, given = _REGIONS[(community + (0 if dice.chance(0.6) else dice.below(8))) % len(_REGIONS)]
    family = dice.pick(starts) + dice.pick(ends)
    if dice.chance(0.06):
        family += "-" + dice.pick(_REGIONS[0][0]) + dice.pick(_REGIONS[0][1])
    first = dice.pick(given)
    if dice.chance(0.35):
        first += " " + dice.pick("ABCDEFGHJKLMRSTW")
    orcid = _orcid(number) if dice.chance(0.45) else ""
    return Person(
        number=number, family=family, given=first, orcid=orcid, institution=institution(community, dice)
    )
