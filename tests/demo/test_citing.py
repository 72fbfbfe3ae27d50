import numpy as np

from synth.demo.literature import Literature
from synth.demo.topics import TOPICS
from synth.demo.works import COMMUNITIES


def test_communities_can_be_told_from_citations_at_all(literature: Literature) -> None:
    citations, works = literature.citations, literature.works
    same_topic = works.topic[citations.citing] == works.topic[citations.cited]
    own = (works.community[citations.citing] == works.community[citations.cited])[same_topic].mean()
    other = (1 - own) / (COMMUNITIES - 1)
    # Harvested, a work has about eight citations within its topic, made or received: Kesten and Stigum's
    # threshold is at 1, and near it little is found.
    assert 8 * (own - other) ** 2 > 3


def test_the_much_cited_are_no_more_cited_for_their_community(literature: Literature) -> None:
    received = np.bincount(literature.citations.cited, minlength=len(literature.works))
    shares = [
        received[literature.works.community == number].sum() / received.sum()
        for number in range(COMMUNITIES * len(TOPICS))
    ]
    sizes = [(literature.works.community == number).mean() for number in range(COMMUNITIES * len(TOPICS))]
    assert np.corrcoef(shares, sizes)[0, 1] > 0.8
