"""The numbers of the words' heads go in; how far all below each word reaches comes out."""


def edges(heads: list[int]) -> tuple[list[int], list[int]]:
    """Return the first and the last word of all below each word.

    As spaCy does it: forth and back, again only while a head lies beyond its sentence; where
    branches cross, an edge may so fall short.
    """
    count = len(heads)
    left, right = list(range(count)), list(range(count))
    for _ in range(12):
        for order in (range(count), range(count - 1, -1, -1)):
            for i in order:
                head = heads[i]
                if left[i] < left[head]:
                    left[head] = left[i]
                if right[i] > right[head]:
                    right[head] = right[i]
        if _heads_inside(heads, left):
            break
    return left, right


def _heads_inside(heads: list[int], left: list[int]) -> bool:
    """Tell whether every word's head lies in its own sentence."""
    opens = {left[i] for i, head in enumerate(heads) if head == i}
    start = 0
    for end in [*sorted(opens - {0}), len(heads) - 1]:
        if any(not start <= head <= end for head in heads[start:end]):
            return False
        start = end
    return True
