"""Values of recorded answers, each looked up by hand in the raw answer."""

from __future__ import annotations

import pytest

from synth.domain.records import Kind, Status
from tests.sources import recorded

pytestmark = recorded.needed

Fields = dict[str, object]

# Of each file some records: by their own id in the source, what stands in the raw answer.
VALUES: dict[str, dict[str, Fields]] = {
    "openalex/work_elife01567.json": {
        "W2121398592": {
            "ids": ("doi:10.7554/elife.01567", "pubmed:24520159", "openalex:W2121398592"),
            "year": 2014,
            "date": "2014-02-11",
            "venue": "eLife",
            "publisher": "eLife Sciences Publications Ltd",
            "issn": ("2050-084X",),
            "volume": "3",
            "issue": None,
            "pages": "e01567",
            "type": Kind.ARTICLE,
            "language": "en",
            "reference_count": 29,
            "cited_by_count": 45,
            "oa_url": "https://doi.org/10.7554/elife.01567",
            "oa_status": "gold",
            "licence": "cc-by",
            "status": Status.CLEAN,
        }
    },
    "openalex/work_dissertation.json": {
        "W3038237952": {
            "date": "2020-05-25",
            "type": Kind.DISSERTATION,
            "venue": "The University of Queensland",
            "oa_status": "closed",
            "oa_url": None,
            "cited_by_count": 0,
        }
    },
    "openalex/work_sici_doi.json": {
        "W2030857676": {
            "ids": (
                "doi:10.1890/0012-9658(2006)87[2832:tiopma]2.0.co;2",
                "pubmed:17168027",
                "openalex:W2030857676",
            ),
            "issn": ("0012-9658", "1939-9170"),
            "volume": "87",
            "issue": "11",
            "pages": "2832-2841",
        }
    },
    "openalex/list_sample5.json": {
        "W7120675484": {"language": "pt", "date": "2013-06-10", "ids": ("openalex:W7120675484",)},
        "W2497229624": {"authors": (), "year": 2009},
    },
    "openalex/batch_doi25_page1.json": {
        "W1992035801": {
            "title": "Annual Reports To Council Ecological Society of America August 2009",
            "pages": "360-431",
            "oa_status": "closed",
        },
        "W1984314264": {"date": "2009-08-01", "volume": "142", "issue": "1", "pages": "76-82"},
    },
    "openalex/filter_title_search_two_versions.json": {
        "W4396723768": {"type": Kind.ARTICLE, "venue": "Nature Machine Intelligence", "date": "2024-05-08"},
        "W4365597205": {"type": Kind.PREPRINT, "venue": "arXiv (Cornell University)", "year": 2023},
    },
    "crossref/work_jclinpath_jats_html_title.json": {
        "10.1136/jclinpath-2020-206745": {
            "title": "Construction of a reference material panel for detecting "
            "KRAS / NRAS / EGFR / BRAF / MET mutations in plasma ctDNA",
            "date": "2020-08-17",
            "publisher": "BMJ",
            "issn": ("0021-9746", "1472-4146"),
            "issue": "5",
            "pages": "314-320",
            "reference_count": 36,
            "cited_by_count": 10,
            "licence": "cc-by-nc",
            "status": Status.CLEAN,
        }
    },
    "crossref/list_hindawi_100_retracted_title.json": {
        "10.1155/s0161171201006068": {"date": "2001", "pages": "753-758"},
        "10.1080/10446670310001642429": {
            "title": "Is there a Relation between Chlamydia Infection and Primary Biliary Cirrhosis?"
        },
        "10.1155/s1173912699000061": {
            "title": "Robust insurance mechanisms and the shadow prices of information constraints"
        },
        # a notice in the publisher's custom: it begins «Retracted:», and no field says more
        "10.1155/2020/5109831": {"abstract": None, "pages": "1", "date": "2020-10-03", "reference_count": 3},
    },
    "crossref/work_component.json": {
        "10.1371/journal.pmed.0030277.g001": {"title": "", "year": None, "date": None, "type": Kind.OTHER}
    },
    "crossref/work_dissertation.json": {
        "10.14264/uql.2020.791": {
            "date": "2020-05-25",
            "venue": "The University of Queensland",
            "type": Kind.DISSERTATION,
        }
    },
    "crossref/work_book.json": {
        "10.1017/9781108348843": {"type": Kind.BOOK, "date": "2019-07-01", "reference_count": 273}
    },
    "crossref/work_multiple_titles.json": {
        "10.1007/s00120-007-1345-2": {
            "title": "Penisverletzung durch eine Moulinette: Folge einer autoerotischen Selbstverstümmelung",
            "language": "de",
        }
    },
    "crossref/work_pone0033693_updated_by_correction.json": {
        "10.1371/journal.pone.0033693": {"status": Status.CORRECTED, "date": "2012-03-21", "pages": "e33693"}
    },
    "crossref/list_plosone_cursor_30.json": {
        "10.1371/journal.pone.0129989": {"type": Kind.ERRATUM},
        "10.1371/journal.pone.0264777": {"type": Kind.ARTICLE, "pages": "e0264777", "date": "2022-03-11"},
    },
    "crossref/work_posted_content_jats_html_title.json": {
        "10.1101/2020.12.01.406702": {"type": Kind.PREPRINT, "publisher": "openRxiv"}
    },
    "crossref/select_retraction_watch_lookup.json": {
        "10.1155/2022/8341966": {"status": Status.UNKNOWN, "year": None}
    },
    "pubmed/efetch_nlm_sample_A.xml": {
        "8655018": {
            "title": "Effect of fetal and neonatal growth on the occurrence of some diseases in adults",
            "status": Status.RETRACTED,
            "type": Kind.REVIEW,
            "language": "pl",
            "pages": "34-36",
            "date": "1996-01",
            "issn": ("0017-0011",),
        },
        "11543891": {"status": Status.RETRACTED, "type": Kind.ARTICLE, "date": "2001-09"},
        "9634358": {"status": Status.CORRECTED, "type": Kind.RETRACTION, "pages": "1778"},
        "11858625": {"authors": (), "date": "2002-02-01", "abstract": None},
        "13072632": {"language": None, "date": "1953-01-05", "pages": "144-152"},
    },
    "pubmed/efetch_38833988.xml": {
        "38833988": {
            "type": Kind.ERRATUM,
            "date": "2024-08",
            "pages": "119767",
            "issn": ("1879-2596", "0167-4889"),
            "abstract": None,
        }
    },
    "pubmed/efetch_36156117.xml": {
        "36156117": {
            "ids": ("doi:10.1093/cid/ciac769", "pubmed:36156117", "pmc:PMC9619446"),
            "title": "Remdesivir Resistance in Transplant Recipients "
            "With Persistent Coronavirus Disease 2019",
            "date": "2023-01-13",
            "reference_count": 15,
            "subjects": (
                "COVID-19",
                "Humans",
                "SARS-CoV-2",
                "Antiviral Agents",
                "Transplant Recipients",
                "COVID-19 Drug Treatment",
            ),
        }
    },
    "pubmed/efetch_37070066.xml": {
        "37070066": {
            "title": "Analisi di impatto sul budget sanitario italiano di enzalutamide per il trattamento "
            "del carcinoma prostatico metastatico ormono-sensibile",
            "language": "it",
            "date": "2023-04-11",
            "issn": ("2283-5733", "2284-2403"),
            "volume": "10",
            "pages": "29-39",
        }
    },
    "pubmed/efetch_20301546.xml": {
        "20301546": {
            "type": Kind.CHAPTER,
            "venue": "GeneReviews®",
            "publisher": "University of Washington, Seattle",
            "date": "2006-02-02",
        }
    },
    "pubmed/efetch_old_kie.xml": {
        "12091962": {
            "year": 1990,
            "pages": "113-125",
            "keywords": ("Health Care and Public Health", "Legal Approach"),
            "reference_count": 63,
            "type": Kind.REVIEW,
        }
    },
    "pubmed/efetch_40195673.xml": {"40195673": {"original_title": "产后访视能力的研究进展"}},
    "pubmed/efetch_30776274.xml": {
        "30776274": {"title": "Autism. Genetic and biological aspects", "language": "es"}
    },
    "europepmc/search_core_retracted_2026.json": {
        "MED/42550576": {
            "status": Status.RETRACTED,
            "type": Kind.COMMENTARY,
            "abstract": None,
            "date": "2026-08",
            "volume": "64",
            "issue": "8",
            "pages": "2-4",
            "issn": ("0279-3695",),
            "cited_by_count": 0,
        },
        "MED/42251884": {"status": Status.RETRACTED, "issn": ("1058-2746", "1532-6500")},
    },
    "europepmc/search_core_25.json": {
        "MED/39709209": {
            "ids": ("doi:10.1016/s0140-6736(24)02600-x", "pubmed:39709209", "europepmc:MED/39709209"),
            "venue": "Lancet (London, England)",
            "date": "2025-12",
            "pages": "2603-2604",
            "language": "en",
            "oa_url": None,
            "oa_status": None,
        },
        "MED/39212676": {"cited_by_count": 3, "licence": "cc-by", "oa_status": "open", "type": Kind.REVIEW},
        "MED/39038316": {"ids": ("pubmed:39038316", "europepmc:MED/39038316"), "pages": "257-261"},
    },
    "europepmc/search_lite_25.json": {
        "MED/39709209": {"venue": "Lancet", "issn": ("0140-6736", "1474-547X"), "volume": "404"}
    },
    "eric/search_one_of_56.json": {
        "EJ1286736": {"year": 2021, "issn": ("2618-6586",), "language": "en", "type": Kind.ARTICLE}
    },
    "eric/search_ajs_333.json": {
        "EJ108172": {"date": "1974", "type": Kind.ARTICLE, "source_type": None, "status": Status.UNKNOWN},
        "EJ280096": {"type": Kind.COMMENTARY, "language": "en"},
    },
}


@pytest.mark.parametrize(
    ("name", "native"), [(name, native) for name, records in VALUES.items() for native in records]
)
def test_a_record_holds_what_the_raw_answer_says(name: str, native: str) -> None:
    record, wanted = recorded.one(name, native), VALUES[name][native]
    assert {field: getattr(record, field) for field in wanted} == wanted
