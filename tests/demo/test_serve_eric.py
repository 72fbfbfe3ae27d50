import xml.etree.ElementTree as ElementTree

import pytest

from synth.demo.server import Server
from tests.demo.asking import ask, eric_docs, read


def found(server: Server, search: str) -> int:
    number: int = read(server, "/eric/", search=search, format="json", rows=0)["response"]["numFound"]
    return number


def test_parts_of_a_search_add_up(server: Server) -> None:
    title, text = found(server, "title:belonging"), found(server, "description:belonging")
    both = found(server, "title:belonging AND description:belonging")
    assert found(server, "title:belonging OR description:belonging") == title + text - both
    assert found(server, "title:belonging NOT description:belonging") == title - both
    assert 0 < found(server, 'subject:"Nursing Students"') < found(server, "*:*")


def test_years_and_words_of_the_list_are_fields(server: Server) -> None:
    everything = found(server, "*:*")
    assert (
        found(server, "publicationdateyear:[* TO 2019]") + found(server, "publicationdateyear:[2020 TO *]")
        == everything
    )
    assert found(server, "peerreviewed:T") + found(server, "peerreviewed:F") == everything
    assert found(server, "publicationdateyear:2020") > 0
    assert found(server, 'source:"Nursing Education Horizons"') > 5
    assert found(server, "id:EJ90000001") + found(server, "id:ED90000001") == 1


def test_pages_give_each_document_once(server: Server) -> None:
    parts = [document["id"] for document in eric_docs(server, "students", 30)]
    whole = read(server, "/eric", search="students", format="json", rows=2000)["response"]["docs"]
    assert parts == [document["id"] for document in whole]
    assert len(set(parts)) == len(parts) > 100


def test_source_and_address_come_only_when_asked_for(server: Server) -> None:
    default = list(eric_docs(server, "*:*"))
    everything = list(eric_docs(server, "*:*", fields="*"))
    some = list(eric_docs(server, "*:*", fields="id,source"))
    assert not {"source", "url"} & {key for document in default for key in document}
    assert all("source" in document for document in everything)
    assert any("10.5555%2F" in document.get("url", "") for document in everything)
    assert {key for document in some for key in document} == {"id", "source"}


def test_dissertations_are_documents_and_articles_are_not(server: Server) -> None:
    documents = list(eric_docs(server, "*:*"))
    theses = [document for document in documents if document["id"].startswith("ED")]
    assert theses
    assert all(document["peerreviewed"] == "F" for document in theses)
    assert any("&" in document.get("description", "") for document in documents)
    assert any("description" not in document for document in documents)


@pytest.mark.parametrize(
    "parameters",
    [
        {"search": "title:(belonging"},
        {"search": ""},
        {"search": "nothing:belonging"},
        {"search": "title:[a TO b]"},
        {"search": "publicationdateyear:soon"},
        {"search": "belonging", "rows": "many"},
    ],
)
def test_what_cannot_be_read_is_refused(server: Server, parameters: dict[str, str]) -> None:
    answer = ask(server, "/eric", format="json", **parameters)
    assert answer.status_code == 400
    assert answer.json()["error"]["code"] == 400


def test_the_same_documents_come_as_xml(server: Server) -> None:
    root = ElementTree.fromstring(ask(server, "/eric", search="students", format="xml", rows=5).content)
    result = root.find("result")
    assert result is not None
    assert result.get("numFound") == str(found(server, "students"))
    ids = [document.findtext("str[@name='id']") for document in result.findall("doc")]
    docs = read(server, "/eric", search="students", format="json", rows=5)["response"]["docs"]
    assert ids == [document["id"] for document in docs]
