"""All topics of the synthetic literature; a work names its topic by the place in this list."""

from __future__ import annotations

from synth.demo.topics_learning import LEARNING
from synth.demo.topics_outside import OUTSIDE

TOPICS = (*LEARNING[:7], *OUTSIDE, LEARNING[7])
