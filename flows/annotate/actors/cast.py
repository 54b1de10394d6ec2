"""A phrase's offsets go in; whom of an article's cast it means comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.annotate.actors.namewords import ORGANISATION, PERSON
from flows.annotate.actors.nouns import honorifics, is_human, relational_nouns
from flows.annotate.actors.phrases import behind_prepositions, speaks_for, stand_ins
from flows.annotate.actors.titles import title_before
from flows.annotate.text.words import Doc, Span, Token
from flows.records import Actor

_WORDS = frozenset({"NOUN", "PRON", "ADJ", "NUM", "DET"})
_COUNTING = frozenset({"NUM", "DET"})
_CALLED = frozenset({"named", "called"})
_COMPLEMENTS = frozenset({"oprd", "dobj", "attr", "appos"})
_EXPLAINED = {"group": PERSON, ORGANISATION: ORGANISATION}  # what a noun of theirs may lead to


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of an article, and which of them each word stands for."""

    actors: tuple[Actor, ...]
    doc: Doc
    by_token: Mapping[int, Actor] = field(repr=False)

    def resolve(self, start: int, end: int) -> Actor | None:
        """Return who the words text[start:end] mean, by the head of their phrase, or None."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        if span is None or not len(span):
            return None
        if (own := self._headed(span)) is not None:
            return own
        root = self._called(span) or self._last_named(span) or span.root
        for token in (*self._explained(root), root, *stand_ins(root)):
            if token.i in self.by_token and span.start <= token.i < span.end:
                return self.by_token[token.i]
        titled = self._titled(span) or self._counted(span)
        if titled is not None or root.pos_ in _WORDS:
            return titled
        aside = behind_prepositions(root)
        named = (self.by_token[t.i] for t in span if t.i in self.by_token and t.i not in aside)
        return next(named, None)

    def _called(self, span: Span) -> Token | None:
        """Return the name of whom a noun introduces: "a shopkeeper named Ana Costa"."""
        named = (c for c in span.root.children if c.dep_ == "acl" and c.lower_ in _CALLED)
        names = (t for verb in named for t in verb.children if t.dep_ in _COMPLEMENTS)
        return next((t for t in names if t.i in self.by_token), None)

    def _last_named(self, span: Span) -> Token | None:
        """Return the name that ends words parsed as two phrases: "Ohio Farmers head Ana Costa"."""
        last = self.by_token.get(span.end - 1)
        tops = [t for t in span if t.head is t or not span.start <= t.head.i < span.end]
        if (
            len(tops) == 1
            or last is None
            or last.kind != PERSON
            or span.doc[span.end - 1] is tops[0]
        ):
            return None
        is_one = not any(t.is_punct or t.pos_ == "CCONJ" for t in span)
        return tops[-1] if is_one and self.by_token.get(tops[-1].i) is last else None

    def _counted(self, span: Span) -> Actor | None:
        """Return the person named behind a comma: "one of them, Ana Costa", "a cousin, Ms Ruiz"."""
        root = span.root
        if root.pos_ not in _COUNTING and root.lemma_.lower() not in relational_nouns():
            return None
        named = (self._behind(t) for t in span[1:-1] if t.text == ",")
        return next((who for who in named if who is not None and who.kind == PERSON), None)

    def _behind(self, comma: Token) -> Actor | None:
        """Return who is named behind a comma, after a "Mr" or "Ms"."""
        first = comma.i + 1 + (comma.nbor().lower_ in honorifics())
        return self.by_token.get(first)

    def _explained(self, noun: Token) -> list[Token]:
        """Return the words of whom one noun stands before, if there is a name.

        "The county's top official, Judge-Executive Ana Costa": one is no group; "the Swiss food
        company Alpenquell".
        """
        own = self.by_token.get(noun.i)
        kind = _EXPLAINED.get(own.kind) if own is not None else None
        if kind is None or noun.tag_ != "NN" or speaks_for(noun):
            return []
        named = [t for t in stand_ins(noun) if t.dep_ == "appos"]
        named += [t for t in self.doc[noun.i + 1 : noun.i + 2] if t.pos_ == "PROPN"]
        return [t for t in named if t.i in self.by_token and self.by_token[t.i].kind == kind]

    def _headed(self, span: Span) -> Actor | None:
        """Return the person at the end of a title that opens with a body: "ABC chief Ana Lis"."""
        head = self.by_token.get(span.root.i)
        last = max((t.i for t in span if not t.is_punct), default=span.end - 1)
        who = self.by_token.get(last)
        if who is None or who.kind != PERSON or head is None or head.kind != ORGANISATION:
            return None
        first = next(i for i in range(last, -1, -1) if self.by_token.get(i - 1) is not who)
        lead = [t for t in self.doc[span.start : max(first, span.start)] if t.ent_type_ != "ORG"]
        if lead and lead[-1].text == ",":  # "ABC chief, Ana Lis"
            lead.pop()
        is_one = not any(t.pos_ in ("ADP", "CCONJ") or t.text == "," for t in lead)
        return who if is_one and any(is_human(t.lemma_.lower()) for t in lead[-2:]) else None

    def _titled(self, span: Span) -> Actor | None:
        """Return the person whose name ends a title: "Secretary-General of NATO Mark Rutte"."""
        last = self.by_token.get(span.end - 1)
        if last is None or last.kind != PERSON:
            return None
        first = next(i for i in range(span.end - 1, -1, -1) if self.by_token.get(i - 1) is not last)
        lead = self.doc[max(first - 1, span.start)]
        is_led = first - 1 > span.start and lead.pos_ in ("PROPN", "NOUN")
        is_own = lead.i == span.root.i or not is_human(lead.lemma_.lower())
        title = title_before(self.doc, first)
        if title is not None and any(t.pos_ == "ADP" for t in self.doc[span.start : title[0]]):
            return None  # "the wife of the head of the port Ana Lis"
        return last if is_led and is_own else None
