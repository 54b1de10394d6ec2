"""The text of an article goes in; all that is read out of it comes out as one record."""

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from flows.annotate.actors.actors import read_cast
from flows.annotate.actors.cast import Cast
from flows.annotate.dates.dates import find_dates
from flows.annotate.digest import DEFAULT
from flows.annotate.events.events import find_events
from flows.annotate.grammar.parse import parse
from flows.annotate.learned.model import Model, load_model
from flows.annotate.places.places import find_places
from flows.annotate.statements.statements import find_statements
from flows.annotate.text.language import foreign_language
from flows.annotate.text.layout import read_layout
from flows.errors import BadDocument
from flows.records import (
    Actor,
    Annotations,
    ArticleText,
    DateMention,
    Event,
    PlaceMention,
    Rejected,
    Statement,
)

RULES = "dateline-19"  # the rules' version: raise it when they would make other rows
MAX_CHARS = 1_000_000  # longer texts are no articles
Row = TypeVar("Row", Statement, Event, PlaceMention, DateMention)
_log = logging.getLogger(__name__)


def annotate_article(article: ArticleText, *, weights: Path = DEFAULT) -> Annotations:
    """Return the statements, events, places, dates and actors of one article.

    `weights` names the model; `method` of every row names it and the rules' version. An article in
    another language than English comes back empty, with `skipped` saying why.
    Raises BadDocument for a text longer than MAX_CHARS code points, BadSettings for weights that
    are not what their SHA-256 says.
    """
    if len(article.text) > MAX_CHARS:
        raise BadDocument(
            "too_long",
            f"{article.article_id}: {len(article.text)} characters are more than {MAX_CHARS}: "
            "split the text or correct its extraction",
        )
    foreign = foreign_language(article.text, stated=article.language)
    if foreign or not article.text.strip():
        skipped = f"language {foreign} is not read" if foreign else "empty text"
        return Annotations(article.article_id, article.revision, foreign, RULES, skipped=skipped)
    return _read(article, load_model(weights))


def _read(article: ArticleText, model: Model) -> Annotations:
    read = model.read(article.text)
    layout = read_layout(article.text)
    doc = parse(article.text, layout, read)
    places = find_places(article, layout, doc, read=read)
    dates = find_dates(article, layout, doc, places)
    cast = read_cast(article, layout, doc, places)
    statements = find_statements(article, layout, doc, dates, places, cast, read=read)
    events = find_events(article, layout, doc, statements, dates, places, cast, read=read)
    method = f"{RULES}+{model.version}"
    annotations = Annotations(
        article_id=article.article_id,
        revision=article.revision,
        language=article.language or "en",
        method=method,
        statements=_made_by(method, statements),
        events=_made_by(method, events),
        places=_made_by(method, places),
        dates=_made_by(method, dates),
        actors=_used(cast, statements, events),
    )
    doc.release()
    return annotations


def _made_by(method: str, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return the rows, each naming the rules and the weights that made it.

    Nobody else has them yet, so that they need not be made a second time.
    """
    made = tuple(rows)
    for row in made:
        object.__setattr__(row, "method", method)
    return made


def _used(
    cast: Cast, statements: Sequence[Statement], events: Sequence[Event]
) -> tuple[Actor, ...]:
    """Return the actors that a row points to and every person; groups that do nothing go."""
    wanted = {s.actor_id for s in statements}
    wanted |= {other.actor_id for s in statements for other in s.other_speakers}
    wanted |= {a.actor_id for e in events for a in (*e.sources, *e.targets)}
    wanted |= {e.claimant_actor_id for e in events}
    return tuple(a for a in cast.actors if a.actor_id in wanted or a.kind == "person")


def annotate_batch(articles: Iterable[ArticleText]) -> list[Annotations | Rejected]:
    """Return one result an article, in order; an article that cannot be read is Rejected, alone."""
    return [_annotate_or_reject(article) for article in articles]


def _annotate_or_reject(article: ArticleText) -> Annotations | Rejected:
    try:
        return annotate_article(article)
    except BadDocument as error:
        return _reject(article, error.reason, str(error))
    except Exception as error:  # one text that trips a rule must not end the batch
        _log.exception("annotate: %s", article.article_id)
        message = (
            f"{article.article_id}: the annotator failed with {type(error).__name__}: {error}; "
            "report the text, then reprocess it with --stage annotate"
        )
        return _reject(article, "annotator_failed", message)


def _reject(article: ArticleText, reason: str, message: str) -> Rejected:
    return Rejected(stage="annotate", item=article.article_id, reason=reason, message=message)
