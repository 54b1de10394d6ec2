"""A pure function of one thing goes in; it comes out remembering what it has answered."""

from collections.abc import Callable, Hashable
from typing import TypeVar

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")

KNOWN = 65_536  # answers kept; of the words of a day's texts there are fewer


class _Memory(dict[Asked, Answer]):
    """The answers of a function, which is asked for those that are missing."""

    def __init__(self, function: Callable[[Asked], Answer]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, asked: Asked) -> Answer:
        if len(self) >= KNOWN:
            self.clear()
        answer = self[asked] = self._function(asked)
        return answer


def remembered(function: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """Return the function with a memory of KNOWN answers, which starts anew when it is full.

    For what is asked of every word of a text: lru_cache writes at each look-up, in order to know
    what was asked last, and takes five times as long where the caches of the processor are cold.
    """
    return _Memory(function).__getitem__
