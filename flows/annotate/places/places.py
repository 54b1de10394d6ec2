"""An article with its layout and parse goes in; every mention of a place comes out, resolved."""

from collections.abc import Sequence

from flows.annotate.gazetteer.gazetteer import Gazetteer, as_place, load_gazetteer
from flows.annotate.gazetteer.names import DEMONYM, SEAT
from flows.annotate.learned.model import Reading, load_model
from flows.annotate.places.found import read_spans
from flows.annotate.places.larger import Resolved
from flows.annotate.places.metonyms import is_metonym
from flows.annotate.places.resolve import resolve_places
from flows.annotate.places.spans import refine
from flows.annotate.text.layout import Layout
from flows.annotate.text.words import Doc
from flows.keys import row_key
from flows.records import ArticleText, PlaceMention


def find_places(
    article: ArticleText, layout: Layout, doc: Doc, *, read: Reading | None = None
) -> list[PlaceMention]:
    """Return the mentions of places in the order of the text.

    `read` is what the model read in this very text; where it is left out, it is read here.
    """
    read = read or load_model().read(article.text)
    spans = read_spans(article.text, layout, read, load_gazetteer())
    return mention_places(article, layout, doc, spans)


def place_spans(
    article: ArticleText, layout: Layout, doc: Doc, spans: Sequence[tuple[int, int]]
) -> list[PlaceMention]:
    """Return the mentions at spans that another finder gave, grown by type words and states."""
    refined = refine(article.text, spans, load_gazetteer())
    return mention_places(article, layout, doc, refined)


def mention_places(
    article: ArticleText, layout: Layout, doc: Doc, spans: Sequence[tuple[int, int]]
) -> list[PlaceMention]:
    """Return the mentions at exactly these spans."""
    gazetteer = load_gazetteer()
    found = resolve_places(article, spans, layout, gazetteer)
    pairs = zip(spans, found, strict=True)
    return [_mention(article, layout, doc, span, r, gazetteer) for span, r in pairs]


def _mention(
    article: ArticleText,
    layout: Layout,
    doc: Doc,
    span: tuple[int, int],
    resolved: Resolved,
    gazetteer: Gazetteer,
) -> PlaceMention:
    start, end = span
    chosen = resolved.candidate
    line = layout.dateline or (0, 0)
    metonym = chosen is not None and (
        chosen.road == SEAT or is_metonym(doc, start, end, chosen.entry)
    )
    return PlaceMention(
        row_key(article.article_id, article.revision, "place", start, end),
        start,
        end,
        article.text[start:end],
        as_place(gazetteer, chosen.entry) if chosen is not None else None,
        is_metonym=metonym,
        is_demonym=chosen is not None and chosen.road == DEMONYM,
        role="dateline" if line[0] <= start < line[1] else "other",
        confidence=round(resolved.confidence, 3),
        method="",  # `article` names it
    )
