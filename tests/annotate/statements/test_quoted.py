"""Quotes that stand for themselves, and with whom they go."""

import pytest

from flows.annotate.grammar.parse import parse
from flows.annotate.statements.quoted import WHOLE, find_quoted, stands_free
from flows.annotate.statements.reading import Reading
from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import read_quotes


def read(text: str) -> Reading:
    layout = read_layout(text)
    return Reading(text, layout, parse(text, layout), read_quotes(text, layout))


def found(text: str) -> list[tuple[str, str | None, str | None, str]]:
    """Return content, speaker, cue and pattern of each finding."""
    return [
        (
            " … ".join(text[slice(*span)] for span in each.content),
            text[slice(*each.speaker)] if each.speaker else None,
            text[slice(*each.cue)] if each.cue else None,
            each.pattern,
        )
        for each in find_quoted(read(text))
    ]


@pytest.mark.parametrize(
    ("text", "free"),
    [
        ("“We go,” said Ruiz.", [True]),
        ("Ruiz said: “We go.”", [True]),
        ("Ruiz said, “We go.”", [True]),
        ("Ruiz said “We go!” and left.", [True]),
        ("Ruiz said “we go,” and left.", [False]),
        ("Ruiz called the plan “a joke” and left.", [False]),
        ("“A joke” is what Ruiz called it.", [False]),
        ("It rained. “We go,” said Ruiz.", [True]),
        ("It rained. “We go” was the song.", [False]),
        ("“We go.” “We stay,” said Ruiz.", [True, True]),
        ("The song, “We go,” was long.", [False]),
        ("They sang the song “We go”.", [False]),
        ("Ruiz spoke — “We go.”", [True]),
        ("“We go”\nIt rained.", [True]),
        ("MINSK, March 5 (AP) — “We go,” said Ruiz.", [True]),
    ],
)
def test_a_quote_stands_free_by_the_marks_and_verbs_around_it(text: str, free: list[bool]) -> None:
    reading = read(text)
    assert [stands_free(reading, quote) for quote in reading.quotes.items] == free


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will go home,” said Ana Ruiz.",
         [("“We will go home,”", "Ana Ruiz", "said", "quote-cue")]),
        ("Ana Ruiz said: “We will go home.”",
         [("“We will go home.”", "Ana Ruiz", "said", "cue-quote")]),
        ("“We will go home,” according to Ana Ruiz.",
         [("“We will go home,”", "Ana Ruiz", "according to", "quote-cue")]),
        ("Ana Ruiz: “We will go home.”",
         [("“We will go home.”", "Ana Ruiz", ":", "name-colon")]),
        ("“We will go home tonight.”\nIt rained.",
         [("“We will go home tonight.”", None, None, "quote-alone")]),
        ("“Go home.”\nIt rained.", []),
        ("Ana Ruiz was tired. “We will all go home now.” It rained.",
         [("“We will all go home now.”", "Ana Ruiz", None, "quote-alone")]),
        ("“We go,” said Ana Ruiz. “We will not stay.”",
         [("“We go,” … “We will not stay.”", "Ana Ruiz", "said", "quote-cue")]),
        ("“We go,” Ana Ruiz said, “and we will not stay.”",
         [("“We go,” … “and we will not stay.”", "Ana Ruiz", "said", "quote-cue")]),
        ("“We go,” said Ana Ruiz. “We stay,” said Bo Lund.",
         [("“We go,”", "Ana Ruiz", "said", "quote-cue"),
          ("“We stay,”", "Bo Lund", "said", "quote-cue")]),
        ("“We go,” said Ana Ruiz.\n“We will not stay here.”\nIt rained.",
         [("“We go,” … “We will not stay here.”", "Ana Ruiz", "said", "quote-cue")]),
        ("“We go,” said Ana Ruiz.\nThe rain fell.\n“We will not stay here.”\nIt rained.",
         [("“We go,”", "Ana Ruiz", "said", "quote-cue"),
          ("“We will not stay here.”", "Ana Ruiz", None, "quote-alone")]),
        ("“We go,” said Ana Ruiz.\nBo Lund disagreed. “We will not stay here.”",
         [("“We go,”", "Ana Ruiz", "said", "quote-cue"),
          ("“We will not stay here.”", "Bo Lund", None, "quote-alone")]),
        ("“We go,” and then they left.", []),
        # the verb that governs the quote, not the one nearest to it
        ("Ana Ruiz told reporters when asked about the knee: “He will be back soon.”",
         [("“He will be back soon.”", "Ana Ruiz", "told", "cue-quote")]),
        ("Asked why, Ana Ruiz shrugged: “I was tired of the fog.”",
         [("“I was tired of the fog.”", "Ana Ruiz", ":", "cue-quote")]),
        ("Ana Ruiz explained why the tour was off: “I need rest,” she wrote.",
         [("“I need rest,”", "she", "wrote", "quote-cue")]),
        ("Bo Lund was asked, “Would you go?” He answered, “Without a doubt.”",
         [("“Would you go?”", None, "asked", "cue-quote"),
          ("“Without a doubt.”", "He", "answered", "cue-quote")]),
        ("When Bo Lund shouted, “Liar,” the judge warned, “One word more.”",
         [("“Liar,”", "Bo Lund", "shouted", "cue-quote"),
          ("“One word more.”", "the judge", "warned", "cue-quote")]),
        # a quote alone is whose the main clause before it is
        ("The minister, who flew in from Rome, was not convinced.\n“We will all go home now.”",
         [("“We will all go home now.”", "The minister", None, "quote-alone")]),
        ("Ana Ruiz said that this would not happen.\n“It is our land and we farm it.”",
         [("“It is our land and we farm it.”", "Ana Ruiz", None, "quote-alone")]),
        # signed with a dash
        ("Readers wrote to us.\n“We will all go home now.”\n— Ana Ruiz, Lisbon",
         [("“We will all go home now.”", "Ana Ruiz", "—", "quote-signed")]),
        # opened again in every paragraph, attributed in the last
        ("“The river will not wait for you.\n“We will build the wall alone,” said Ana Ruiz.",
         [("“The river will not wait for you. … “We will build the wall alone,”", "Ana Ruiz",
           "said", "quote-cue")]),
        # what the quote ends belongs to it, unless it is told by another verb
        ("It rained. After the vote in May, “we were all tired,” Ana Ruiz said.",
         [("After the vote in May, “we were all tired,”", "Ana Ruiz", "said", "quote-cue")]),
        ("But, “we were all tired,” Ana Ruiz said.",
         [("“we were all tired,”", "Ana Ruiz", "said", "quote-cue")]),
        # the verb of a clause on the subject tells no quote
        ("Ana Ruiz, who called on many homes, has a theory: “We all came too late.”",
         [("“We all came too late.”", "Ana Ruiz", ":", "cue-quote")]),
        # taken up again in mid-sentence, whatever else the words between tell
        ("“We go,” said Ana Ruiz, speaking of the rain, “and we will not stay.”",
         [("“We go,” … “and we will not stay.”", "Ana Ruiz", "said", "quote-cue")]),
        ("“We go,” said Ana Ruiz, adding, “and we will not stay.”",
         [("“We go,”", "Ana Ruiz", "said", "quote-cue"),
          ("“and we will not stay.”", "Ana Ruiz", "adding", "cue-quote")]),
        # a paragraph that ends in a colon leads to the next
        ("As Ana Ruiz wrote in a letter to the board:\n“We will all go home now.”\nIt rained.",
         [("“We will all go home now.”", "Ana Ruiz", "wrote", "cue-quote")]),
        ("Ana Ruiz told Bo Lund that she was tired.\n“We will all go home now.”\nIt rained.",
         [("“We will all go home now.”", "Ana Ruiz", None, "quote-alone")]),
        ("Added Ruiz: “We will all go home now.”",
         [("“We will all go home now.”", "Ruiz", "Added", "name-colon")]),
        ("Bo Lund is no dreamer. Here is Mayor Ana Ruiz in May: “We will all go home now.”",
         [("“We will all go home now.”", "Mayor Ana Ruiz", ":", "name-colon")]),
        # what stands before a colon must be a name
        ("Ana Ruiz hoped for rain. Then, the laugh line: “I will not go.”",
         [("“I will not go.”", "Ana Ruiz", None, "quote-alone")]),
    ],
)  # fmt: skip
def test_a_free_quote_goes_with_who_stands_beside_it(
    text: str, expected: list[tuple[str, str | None, str | None, str]]
) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("paragraph", "is_sure"),
    [
        ("“We will all go home now.”", True),
        ("“We will all go home now.” It rained.", False),
        ("‘We will all go home now.’", False),
        ("‘We will all go home now, and nobody will come here for us again.’", True),
    ],
)
def test_a_paragraph_all_in_marks_is_surer(paragraph: str, is_sure: bool) -> None:
    told = find_quoted(read(f"Ana Ruiz was tired.\n{paragraph}\nThe sun set."))
    assert [each.confidence for each in told] == [WHOLE if is_sure else 0.5]
