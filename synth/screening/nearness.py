"""How like the nearest relevant work each work is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy

from synth.screening.features import Matrix, Numbers

# Few new relevant works are quickest compared one by one with all works; many, so many at once.
_FEW, _TOGETHER = 8, 64


class Nearness:
    """
    The greatest likeness (cosine, 0 to 1) of each text to a relevant one other than itself.

    It follows from the relevant texts alone; that they are kept from call to call only spares comparing
    again.
    """

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix
        self._relevant: dict[int, float] = {}
        self._nearest: Numbers = numpy.zeros(matrix.shape[0])

    def to(self, relevant: Mapping[int, float]) -> Numbers:
        """
        Give the likeness of each text (n_texts,) to the nearest of these rows.

        ``relevant`` is the share of yes by row: a likeness counts for so much.
        """
        if any(relevant.get(row) != share for row, share in self._relevant.items()):
            self._relevant, self._nearest = {}, numpy.zeros(self._matrix.shape[0])
        new = [row for row in relevant if row not in self._relevant]
        if len(new) <= _FEW:
            for row in new:
                self._nearer(self._likeness(row, relevant[row]))
        else:
            for start in range(0, len(new), _TOGETHER):
                self._nearer(self._greatest(new[start : start + _TOGETHER], relevant))
        self._relevant = dict(relevant)
        return self._nearest.copy()

    def _nearer(self, likeness: Numbers) -> None:
        numpy.maximum(self._nearest, likeness, out=self._nearest)

    def _likeness(self, row: int, share: float) -> Numbers:
        likeness: Numbers = self._matrix @ self._matrix[row].toarray().ravel() * share
        likeness[row] = 0
        return likeness

    def _greatest(self, rows: list[int], relevant: Mapping[int, float]) -> Numbers:
        likeness = (self._matrix @ self._matrix[rows].T).tocsr()
        owners = numpy.repeat(numpy.arange(likeness.shape[0]), numpy.diff(likeness.indptr))
        likeness.data *= numpy.array([relevant[row] for row in rows], dtype=likeness.dtype)[likeness.indices]
        likeness.data[owners == numpy.array(rows)[likeness.indices]] = 0
        greatest: Numbers = likeness.max(axis=1).toarray().ravel()
        return greatest
