"""Texts go in; MinHash signatures and the stories that links make come out."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

# SIMILAR is where copies with a changed headline, lead or tail still stand above different stories
# on one subject. blocks.py finds pairs by these values.
PERMUTATIONS = 128
SHINGLE_WORDS = 3
SIMILAR = 0.55
WINDOW = timedelta(days=30)  # between two articles of one story
WORD = re.compile(r"\w+")


def sign_text(text: str) -> list[int]:
    """Return the MinHash values of the text's shingles of three words, case folded."""
    from datasketch import MinHash  # loads scipy: a second that a run without news need not wait

    words = WORD.findall(text.casefold())
    count = max(1, len(words) - SHINGLE_WORDS + 1)
    shingles = {" ".join(words[i : i + SHINGLE_WORDS]) for i in range(count)}
    signature = MinHash(num_perm=PERMUTATIONS)
    signature.update_batch([shingle.encode("utf-8") for shingle in sorted(shingles)])
    return [int(value) for value in signature.hashvalues]


def group_stories(
    articles: Iterable[tuple[str, datetime]], links: Iterable[tuple[str, str]]
) -> list[tuple[str, str, bool]]:
    """Return (article_id, story_id, is_duplicate); articles come with the instant they appeared.

    A story is what links connect; its key is the smallest of its members' keys, and every member
    but the earliest is a duplicate, so neither depends on the order in which articles arrived.
    """
    seen_at = dict(articles)
    leader = {article: article for article in seen_at}
    for one, other in links:
        if one in leader and other in leader:
            first, second = sorted((_find(leader, one), _find(leader, other)))
            leader[second] = first
    stories = defaultdict(list)
    for article in seen_at:
        stories[_find(leader, article)].append(article)
    return [
        (article, story, article != min(members, key=lambda member: (seen_at[member], member)))
        for story, members in sorted(stories.items())
        for article in sorted(members)
    ]


def _find(leader: dict[str, str], article: str) -> str:
    while leader[article] != article:
        leader[article] = leader[leader[article]]
        article = leader[article]
    return article
