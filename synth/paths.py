"""Where each file lies; the only module that knows."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from synth.errors import UserError


def root(start: Path | None = None) -> Path:
    """Give the project's root: the nearest folder at or above ``start`` with a ``dvc.yaml``."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "dvc.yaml").is_file():
            return folder
    raise UserError(f"no dvc.yaml in {start} or above: go to the project's folder and try again")


@dataclass(frozen=True, slots=True)
class Places:
    """Every file of a project, from its root and the profile in use."""

    root: Path
    profile: str

    @property
    def queries(self) -> Path:
        """What people ask."""
        return self.root / "queries"

    @property
    def review(self) -> Path:
        """Question, criteria, reasons, settings."""
        return self.queries / "review.toml"

    @property
    def search(self) -> Path:
        """Concept blocks."""
        return self.queries / "search.yaml"

    @property
    def dois(self) -> Path:
        """Works known beforehand."""
        return self.queries / "dois.csv"

    @property
    def highlights(self) -> Path:
        """Terms for and against, marked on the card."""
        return self.queries / "highlights.toml"

    @property
    def codebook(self) -> Path:
        """The codes a work may carry, and the fields of the coding form."""
        return self.queries / "codebook.yaml"

    @property
    def thesaurus(self) -> Path:
        """Words that count as one term on the maps, or as none."""
        return self.queries / "thesaurus.csv"

    @property
    def questions(self) -> Path:
        """One SQL file a stored question."""
        return self.queries / "questions"

    @property
    def imports(self) -> Path:
        """Exports of databases, as they came."""
        return self.root / "imports"

    @property
    def schema(self) -> Path:
        """Tables and views of the warehouse."""
        return self.root / "warehouse" / "schema"

    @property
    def raw(self) -> Path:
        """Answers and ledger of this profile."""
        return self.root / "warehouse" / "raw" / self.profile

    @property
    def truth(self) -> Path:
        """What the generator of the demonstration literature knows; only the demo has it."""
        return self.raw / "truth.parquet"

    @property
    def true_codes(self) -> Path:
        """Which codes the demonstration's works carry in truth; only the demo has it."""
        return self.raw / "truth_codes.parquet"

    @property
    def true_citations(self) -> Path:
        """Who cites whom in the demonstration's literature; only the demo has it."""
        return self.raw / "truth_citations.parquet"

    @property
    def synthetic_codings(self) -> Path:
        """What the demonstration's two synthetic reviewers coded, apart from any person's."""
        return self.raw / "coders"

    @property
    def synthetic_decisions(self) -> Path:
        """Decisions of the demonstration's two synthetic reviewers, apart from any person's."""
        return self.raw / "reviewers"

    @property
    def decisions(self) -> Path:
        """People's decisions: one folder a kind, one file a reviewer. The demo's lie apart."""
        return self.root / "warehouse" / ("trial" if self.profile == "demo" else "decisions")

    @property
    def state(self) -> Path:
        """What is kept from run to run so that work is not done twice; built anew where it is missing."""
        return self.root / "warehouse" / "state" / self.profile

    @property
    def private(self) -> Path:
        """Accounts of the site and the secret it signs with; never committed, never in the warehouse."""
        return self.root / "warehouse" / "private"

    @property
    def build(self) -> Path:
        """What the pipeline made; may be deleted at any time."""
        return self.root / "warehouse" / "build" / self.profile

    @property
    def period(self) -> Path:
        """What the corpus should hold."""
        return self.build / "period.json"

    @property
    def plots(self) -> Path:
        """The page that `dvc plots show` fills; one for all profiles, as `.dvc/config` names it."""
        return self.root / "warehouse" / "build" / "plots.html"

    def table(self, name: str) -> Path:
        """Give the Parquet file of one table."""
        return self.build / f"{name}.parquet"

    @property
    def evidence(self) -> Path:
        """The warehouse readers open."""
        return self.build / "evidence.duckdb"

    @property
    def metrics(self) -> Path:
        """Numbers worth seeing in a diff; the demo's are not committed."""
        return self.root / "warehouse" / "metrics" / self.profile


def places(start: Path | None = None) -> Places:
    """Find the project and the profile its ``queries/review.toml`` names."""
    top = root(start)
    review = top / "queries" / "review.toml"
    try:
        profile = tomllib.loads(review.read_text(encoding="utf-8")).get("profile", "demo")
    except FileNotFoundError:
        raise UserError("queries/review.toml is missing: it names the review and its profile") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"queries/review.toml: {error}") from error
    if profile not in ("demo", "live", "files"):
        raise UserError(f"queries/review.toml: profile: {profile!r} is none of demo, live, files")
    return Places(top, str(profile))
