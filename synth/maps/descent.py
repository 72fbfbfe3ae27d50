"""
Places by gradient descent: t-SNE (van der Maaten and Hinton 2008) on a graph of neighbours.

What pushes works apart is read off a grid by convolution (FIt-SNE: Linderman et al. 2019, Nature Methods
16, 243), so that an iteration costs time in proportion to the works. All in one thread and in one order:
same input, same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray
from scipy import fft, sparse

Graph = Any  # scipy.sparse.csr_array; scipy ships no types
Places = NDArray[numpy.float64]  # (n_works, 2)
Numbers = NDArray[numpy.float64]
Rows = NDArray[numpy.int64]

_FEW = 250  # so many works are held against each other one by one
_STEP = 0.5  # between nodes of the grid, where the push falls by half over 0.64
_NODES = (100, 800)  # so many along the map, at least and at most
_LEAST_GAIN = 0.01
_FARTHEST = 5.0  # no work goes farther in one step


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """So many steps with the pull times ``pull``, and ``momentum`` kept from step to step."""

    steps: int
    pull: float = 1.0
    momentum: float = 0.8


class Push:
    """What pushes works apart, by convolution on a grid; kernels are kept while the grid is the same."""

    def __init__(self) -> None:
        self._grid: tuple[int, float] = (0, 0.0)
        self._kernels: list[Any] = []

    def __call__(self, places: Places) -> tuple[Places, float]:
        """
        Give for each work the sum of ``(y_i - y_j) / (1 + d_ij²)²``, and the sum of ``1 / (1 + d_ij²)``.

        The latter over all ordered pairs of different works.
        """
        if len(places) <= _FEW:
            return _one_by_one(places)
        low = places.min(axis=0)
        span = float((places.max(axis=0) - low).max())
        step = max(_STEP, span / _NODES[1])
        while span < _NODES[0] * step and step > 1e-9:
            step /= 2
        side = int(fft.next_fast_len(int(span / step) + 5, real=True))
        cells, shares = _spread((places - low) / step + 1.5, side)
        mass = sum(
            numpy.bincount(cell, share, minlength=side * side)
            for cell, share in zip(cells, shares, strict=True)
        )
        padded = (2 * side, 2 * side)
        waves = fft.rfft2(numpy.reshape(mass, (side, side)), s=padded, workers=1)
        felt = []
        for kernel in self._waves(side, step):
            field = fft.irfft2(waves * kernel, s=padded, workers=1)[:side, :side].ravel()
            felt.append(sum(field[cell] * share for cell, share in zip(cells, shares, strict=True)))
        return numpy.stack(felt[1:], axis=1), max(float(felt[0].sum()) - len(places), 1e-12)

    def _waves(self, side: int, step: float) -> list[Any]:
        if self._grid != (side, step):
            along = numpy.arange(2 * side)
            offsets = numpy.where(along < side, along, along - 2 * side) * step
            across, down = offsets[:, None], offsets[None, :]
            near = 1 / (1 + across**2 + down**2)
            self._kernels = [fft.rfft2(one, workers=1) for one in (near, across * near**2, down * near**2)]
            self._grid = (side, step)
        return self._kernels


def _one_by_one(places: Places) -> tuple[Places, float]:
    across, down = (column[:, None] - column[None] for column in numpy.ascontiguousarray(places.T))
    near = 1 / (1 + across * across + down * down)
    felt = near * near
    pushed = numpy.stack([(across * felt).sum(axis=1), (down * felt).sum(axis=1)], axis=1)
    return pushed, max(float(near.sum()) - len(places), 1e-12)


def _spread(places: Places, side: int) -> tuple[list[Rows], list[Numbers]]:
    """Share each work out to the nine nodes about it, by parabolas through three nodes each way."""
    middle = numpy.rint(places).astype(numpy.int64)
    off = places - middle
    parts = (off * (off - 1) / 2, 1 - off**2, off * (off + 1) / 2)
    cells, shares = [], []
    for across in range(3):
        for down in range(3):
            cells.append((middle[:, 0] + across - 1) * side + middle[:, 1] + down - 1)
            shares.append(parts[across][:, 0] * parts[down][:, 1])
    return cells, shares


def affinities(near: Graph) -> Graph:
    """
    Give how strongly works pull each other, (n_works, n_works), summing to 1.

    Each work shares out the same pull among its neighbours, in proportion to their likeness.
    """
    totals = near.sum(axis=1)
    shared = sparse.diags_array(1 / numpy.where(totals > 0, totals, 1)) @ near
    pulls = sparse.csr_array(shared + shared.T)
    pulls.sort_indices()
    return pulls / max(float(pulls.sum()), 1e-300)


class Pull:
    """What pulls neighbours together."""

    def __init__(self, affinities: Graph) -> None:
        self._weights = affinities.data
        self._others = affinities.indices
        self._owners = numpy.repeat(numpy.arange(affinities.shape[0]), numpy.diff(affinities.indptr))

    def __call__(self, places: Places) -> Places:
        """Give for each work the sum of ``p_ij (y_i - y_j) / (1 + d_ij²)``."""
        apart, squares = self._apart(places)
        weights = self._weights / (1 + squares)
        return numpy.stack(
            [numpy.bincount(self._owners, weights * one, minlength=len(places)) for one in apart], axis=1
        )

    def stretched(self, places: Places) -> float:
        """Give the sum of ``p_ij log(1 + d_ij²)``."""
        return float((self._weights * numpy.log1p(self._apart(places)[1])).sum())

    def _apart(self, places: Places) -> tuple[list[Numbers], Numbers]:
        apart = [column[self._owners] - column[self._others] for column in numpy.ascontiguousarray(places.T)]
        return apart, apart[0] ** 2 + apart[1] ** 2


def divergence(pull: Pull, push: Push, places: Places) -> float:
    """Give what t-SNE makes small, but for what does not depend on the places."""
    return pull.stretched(places) + float(numpy.log(push(places)[1]))


def descend(
    places: Places,
    pull: Pull,
    phases: tuple[Phase, ...],
    *,
    home: Places | None = None,
    leash: Numbers | None = None,
) -> Places:
    """
    Move works down the gradient, phase after phase, and give where they come to.

    With ``home`` (n_works, 2), each work stays within its ``leash`` (n_works,) of its home; inf: free.
    """
    push = Push()
    for phase in phases:
        rate = len(places) / phase.pull  # Belkina et al. 2019, Nature Communications 10, 5415
        speed, gains = numpy.zeros_like(places), numpy.ones_like(places)
        for _ in range(phase.steps):
            pushed, total = push(places)
            slope = 4 * (phase.pull * pull(places) - pushed / total)
            gains = numpy.where(slope * speed > 0, numpy.maximum(gains * 0.8, _LEAST_GAIN), gains + 0.2)
            speed = phase.momentum * speed - rate * gains * slope
            places = places + numpy.clip(speed, -_FARTHEST, _FARTHEST)
            if home is None or leash is None:
                places = places - places.mean(axis=0)
            else:
                places = _held(places, home, leash)
    return places


def _held(places: Places, home: Places, leash: Numbers) -> Places:
    off = places - home
    far = numpy.hypot(off[:, 0], off[:, 1])
    kept = numpy.minimum(1, leash / numpy.maximum(far, 1e-300))
    return numpy.where(far[:, None] > leash[:, None], home + off * kept[:, None], places)
