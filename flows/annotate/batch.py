"""Articles go in, annotations come out, where nothing is loaded until it is needed.

Who only sends articles to other processes imports this module, and no more of the annotator.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.records import Annotations, ArticleText


def annotate_one(article: "ArticleText") -> "Annotations":
    """Return what is read in one article; the annotator is loaded where it is needed."""
    from flows.annotate.article import annotate_article

    return annotate_article(article)


def warm_up(weights: Path | None = None) -> None:
    """Load all that the first article needs before its time runs."""
    import flows.annotate.article  # noqa: F401
    from flows.annotate.digest import DEFAULT
    from flows.annotate.learned.model import load_model
    from flows.annotate.text.cutting import cut_words
    from flows.annotate.text.lemmas import lemma_of

    load_model(weights or DEFAULT)
    cut_words("(It's.)")
    lemma_of("ships", "noun", "")
