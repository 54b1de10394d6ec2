"""Articles go in, annotations come out, where nothing is loaded until it is needed.

Who only sends articles to other processes imports this module, and no more of the annotator.
"""

from pathlib import Path

from flows.records import Annotations, ArticleText


def annotate_one(article: ArticleText) -> Annotations:
    """Return what is read in one article; the annotator is loaded where it is needed."""
    from flows.annotate.article import annotate_article

    return annotate_article(article)


def warm_up(weights: Path | None = None) -> None:
    """Load all that the first article needs before its time runs."""
    from concurrent.futures import ThreadPoolExecutor

    from flows.annotate.digest import DEFAULT
    from flows.annotate.model import load_model

    with ThreadPoolExecutor(max_workers=1) as pool:  # half of opening weights is none of Python's
        opened = pool.submit(load_model, weights or DEFAULT)
        _read_tables()
        opened.result()


def _read_tables() -> None:
    import flows.annotate.article  # noqa: F401
    from flows.annotate.cutting import cut_words
    from flows.annotate.lemmas import lemma_of

    cut_words("(It's.)")
    lemma_of("ships", "noun", "")
