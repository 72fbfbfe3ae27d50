"""Pictures of a few works made by hand, with all that makes files and pictures hard."""

from synth.domain.pictures import Group, Link, Picture, Point

HOSTILE = '"Fitting in" <script>alert(1)</script> & \x0b belonging; é ü 帰属'


def point(work: str, x: float = 0.0, y: float = 0.0, **changes: object) -> Point:
    told: dict[str, object] = {
        "work": work,
        "title": f"Belonging of {work}",
        "authors": "Ngozi Okafor; Eva Lindqvist",
        "year": 2015,
        "venue": "Nurse Education Today",
        "x": x,
        "y": y,
        "group": "c01",
        "outcome": "undecided",
        "status": "clean",
        "professions": (),
        "cited": 0,
    }
    return Point(**{**told, **changes})  # type: ignore[arg-type]  # which fields they are is known only here


CITATIONS = Picture(
    name="citations",
    title="Citation map: who builds on whom",
    grouping="community",
    points=(
        point("doi:10.1000/a", -0.5, 0.5, cited=2, outcome="included", professions=("medicine", "nursing")),
        point("doi:10.5555/b", 0.25, -0.125, status="retracted", group="c07", cited=1),
        point("pubmed:4", 0.0, 0.6, title="", authors="", year=None, venue="", group=""),
        point("eric:EJ5", 0.1, 0.1, title=HOSTILE, authors="van Dijk RM", group="c07"),
    ),
    groups=(
        Group(id="c01", label="nursing students, placement", works=1, x=-0.5, y=0.5),
        Group(id="c07", label="belonging <of> residents & others", works=2, x=0.2, y=0.0),
        Group(id="c09", label="nowhere", works=0),
    ),
    links=(
        Link(kind="direct", one="doi:10.5555/b", other="doi:10.1000/a", shared=1, strength=1.0),
        Link(kind="direct", one="eric:EJ5", other="doi:10.5555/b", shared=1, strength=1.0),
        Link(kind="co-citation", one="doi:10.1000/a", other="doi:10.5555/b", shared=3, strength=0.5),
        Link(kind="coupling", one="eric:EJ5", other="pubmed:4", shared=2, strength=0.25),
    ),
    path=(("doi:10.1000/a", "doi:10.5555/b"), ("doi:10.5555/b", "eric:EJ5")),
    known="4 of 5 works have a place. References are known for 3 of 5 works (60 %).",
    as_of="2026-11-01",
    synthetic=True,
)
TOPICS = Picture(
    name="topics",
    title="Topic map: what the works are about",
    grouping="topic",
    points=tuple(point(f"doi:10.1000/{n}", n / 50 - 0.9, (n * 37 % 80) / 50 - 0.8, group=f"t{n % 13:03d}")
                 for n in range(90)),
    groups=tuple(Group(id=f"t{n:03d}", label=f"topic number {n}, words", works=7, x=n / 10 - 0.6, y=0.1)
                 for n in range(13)),
    links=(),
    path=(),
    known="90 of 90 works have a place.",
    as_of="",
    synthetic=False,
)  # fmt: skip
PICTURES = {"citations": CITATIONS, "topics": TOPICS}
