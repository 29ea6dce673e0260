"""Arrays for the lanes of a run, in memory that each thread keeps and uses again."""

from __future__ import annotations

from math import prod
from threading import local

import numpy as np

_LINE = 8  # numbers in a cache line
_kept = local()  # each thread keeps one buffer: memory fresh from the system is slow at first touch


def in_lanes(*shapes: tuple[int, ...]) -> list[np.ndarray]:
    """Arrays of these shapes, not initialised; this thread's next call uses their memory again.

    Each begins on a cache line, so that loads as wide as a line never straddle two.
    """
    sizes = [-(-prod(shape) // _LINE) * _LINE for shape in shapes]
    buffer = getattr(_kept, "buffer", np.empty(0))
    if len(buffer) < sum(sizes) + _LINE:
        buffer = _kept.buffer = np.empty(sum(sizes) + _LINE)
    begin = -(buffer.ctypes.data // buffer.itemsize) % _LINE
    arrays = []
    for shape, size in zip(shapes, sizes, strict=True):
        arrays.append(buffer[begin : begin + prod(shape)].reshape(shape))
        begin += size
    return arrays
