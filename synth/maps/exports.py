"""The files in which a map goes to another program, by suffix."""

from __future__ import annotations

from collections.abc import Callable

from synth.domain.pictures import Picture
from synth.maps import networks, sheets, vosviewer

EXPORTS: dict[str, Callable[[Picture], bytes]] = {
    ".json": vosviewer.write,
    ".gexf": networks.gexf,
    ".graphml": networks.graphml,
    ".csv": sheets.works,
}
