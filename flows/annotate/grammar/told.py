"""A pronoun before a verb of speech goes in; the words of what it says come out.

"Marchuk would resign, he said" and "Marchuk, he said, is a crook" are told by another than Marchuk.
"""

from flows.annotate.grammar.cues import known_cue
from flows.annotate.text.words import Token


def words_told(subject: Token) -> list[Token]:
    """Return the words before the pronoun that it says, none where it may say others."""
    if subject.dep_ != "nsubj" or not subject.i:
        return []
    clauses = [c for c in subject.head.children if c.dep_ == "ccomp" and c.i < subject.i]
    if clauses and subject.nbor(-1).text == ",":
        return [token for clause in clauses for token in clause.subtree]
    return list(subject.doc[subject.sent.start : subject.i]) if _is_aside(subject) else []


def _is_aside(subject: Token) -> bool:
    """Say whether a pronoun and its verb of speech stand between commas, or end the sentence."""
    verb = subject.head
    cue = known_cue(verb.lemma_.lower(), "VERB")
    if cue is None or cue.mode != "speech" or verb.i + 1 == len(verb.doc):
        return False
    before = subject.nbor(-1)
    while before.is_punct and before.text != "," and before.i:  # a quotation mark
        before = before.nbor(-1)
    return before.text == "," and verb.nbor().text in (",", ".")
