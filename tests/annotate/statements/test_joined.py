"""Tests of flows/annotate/statements/joined.py: rules and model tell each statement once."""

import pytest

from flows.annotate.grammar.parse import parse
from flows.annotate.learned.decode import Said
from flows.annotate.learned.model import load_model
from flows.annotate.learned.tagging import Found
from flows.annotate.statements.joined import join
from flows.annotate.statements.reading import Finding, Reading
from flows.annotate.text.layout import read_layout
from flows.annotate.text.quotes import read_quotes

TEXT = "The mayor said that rain had closed the road. Farmers doubt the forecast for Sunday."


def reading(text: str = TEXT) -> Reading:
    layout = read_layout(text)
    return Reading(text, layout, parse(text, layout), read_quotes(text, layout))


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def rule(content: str, cue: str, speaker: str | None, sure: float) -> Finding:
    return Finding((span(content),), span(cue), 2, speaker and span(speaker), "frame", sure)  # type: ignore[arg-type]


def said(content: str, cue: str | None, source: str | None, score: float) -> Said:
    def found(words: str | None, label: str) -> Found | None:
        return Found(*span(words), label, score) if words else None

    whole = Found(*span(content), "content", score)
    return Said((whole,), found(cue, "cue"), found(source, "source"), score, score)


def test_what_both_found_has_the_models_words_and_is_surer() -> None:
    one = rule("rain had closed", "said", "The mayor", 0.7)
    other = said("rain had closed the road", "said", "The mayor", 0.8)
    (found,) = join([one], [other], reading())
    assert found.content == (span("rain had closed the road"),)
    (alone,) = join([one], [], reading())
    assert found.confidence > alone.confidence


def test_the_model_names_a_speaker_that_the_rule_lacks() -> None:
    one = rule("that rain had closed the road", "said", None, 0.7)
    other = said("that rain had closed the road", "said", "The mayor", 0.8)
    (found,) = join([one], [other], reading())
    assert found.speaker == span("The mayor")


def test_what_only_the_model_found_stands_with_its_cues_verb() -> None:
    here = reading()
    (found,) = join([], [said("the forecast for Sunday", "doubt", "Farmers", 0.9)], here)
    assert found.cue_token is not None
    assert here.doc[found.cue_token].text == "doubt"
    assert found.pattern == "model"


def test_a_side_alone_must_be_sure() -> None:
    unsure = said("the forecast for Sunday", "doubt", "Farmers", 0.05)
    assert join([], [unsure], reading()) == []
    assert join([rule("the forecast for Sunday", "doubt", "Farmers", 0.1)], [], reading()) == []


def test_of_two_that_clash_the_surer_stays() -> None:
    one = rule("closed the road", "said", "The mayor", 0.55)
    other = said("that rain had closed the road. Farmers doubt", "said", "The mayor", 0.95)
    (found,) = join([one], [other], reading())
    assert found.pattern == "model"


def test_a_content_of_function_words_is_no_statement() -> None:
    assert join([], [said("that", "said", "The mayor", 0.9)], reading()) == []


def test_a_subheading_is_nobodys_name() -> None:
    text = (
        "The mayor spoke to reporters on Monday.\n\nFreezing Weather\n\n"
        "The road will stay shut until the ice is gone, saying more would be wrong."
    )
    content = Found(*span("The road will stay shut", text), "content", 0.9)
    source = Found(*span("Freezing Weather", text), "source", 0.9)
    (found,) = join([], [Said((content,), None, source, 0.9, 0.9)], reading(text))
    assert found.speaker is None


DEEDS = (
    "Parliament passed a law banning inspectors on Tuesday. "
    "The PM authorised officials to open talks. Critics extolled the small towns. "
    "The court overturned a ruling that it called “a disgrace to all”."
)


def alone(content: str, cue: str, source: str) -> list[Finding]:
    """Join what only the model found in DEEDS with nothing."""

    def found(words: str, label: str) -> Found:
        return Found(*span(words, DEEDS), label, 0.9)

    one = Said((found(content, "content"),), found(cue, "cue"), found(source, "source"), 0.9, 0.9)
    return join([], [one], reading(DEEDS))


def test_a_deed_that_only_the_model_takes_for_speech_is_no_statement() -> None:
    assert alone("a law banning inspectors", "passed", "Parliament") == []


def test_a_clause_or_a_quotation_or_an_unknown_verb_may_be_a_statement() -> None:
    assert alone("officials to open talks", "authorised", "The PM")
    assert alone("the small towns", "extolled", "Critics")
    assert alone("a ruling that it called “a disgrace to all”", "overturned", "The court")


def test_a_cue_that_tells_a_deed_is_no_statement_either() -> None:
    text = "Poland recalled its ambassador on Friday. The pilot recalled the fog of that night."

    def told(content: str, source: str) -> list[Finding]:
        own = Found(*span(content, text), "content", 0.9)
        cue, by = Found(*span("recalled", text), "cue", 0.9), Found(*span(source, text), "s", 0.9)
        if source == "The pilot":
            at = text.rindex("recalled")
            cue = Found(at, at + 8, "cue", 0.9)
        return join([], [Said((own,), cue, by, 0.9, 0.9)], reading(text))

    assert told("its ambassador", "Poland") == []
    assert told("the fog of that night", "The pilot")


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("Costa voted against raising the tax.", "voted against", "raising the tax"),
        ("Nurses staged a protest against the cuts.", "staged a protest against", "the cuts"),
        ("Nurses held a rally over their pay.", "held a rally over", "their pay"),
    ],
)
def test_a_vote_and_a_march_say_nothing(text: str, cue: str, content: str) -> None:
    own, told = Found(*span(content, text), "content", 0.9), Found(*span(cue, text), "cue", 0.9)
    by = Found(*span(text.split()[0], text), "source", 0.9)
    assert join([], [Said((own,), told, by, 0.9, 0.9)], reading(text)) == []


def test_what_a_vote_says_in_words_is_a_statement() -> None:
    text = "Costa voted and said that the tax was unjust."
    own, told = Found(*span("that the tax was unjust", text), "content", 0.9), span("said", text)
    by = Found(*span("Costa", text), "source", 0.9)
    assert join([], [Said((own,), Found(*told, "cue", 0.9), by, 0.9, 0.9)], reading(text))


def test_a_speaker_is_named_whole() -> None:
    text = "France and Germany agreed that the road should stay open."
    content, cue = "that the road should stay open", span("agreed", text)
    one = Finding((span(content, text),), cue, 3, span("France and Germany", text), "frame", 0.9)
    own = Found(*span(content, text), "content", 0.9)
    half = Found(*span("France", text), "source", 0.9)
    (found,) = join([one], [Said((own,), Found(*cue, "cue", 0.9), half, 0.9, 0.9)], reading(text))
    assert found.speaker == span("France and Germany", text)


def test_an_aside_to_a_speaker_is_not_the_speaker() -> None:
    text = "His critics, many of them bankers, argue that the road should stay open."
    content, cue = "that the road should stay open", span("argue", text)
    one = Finding((span(content, text),), cue, 8, span("His critics", text), "frame", 0.9)
    own = Found(*span(content, text), "content", 0.9)
    aside = Found(*span("many of them bankers,", text), "source", 0.9)
    (found,) = join([one], [Said((own,), Found(*cue, "cue", 0.9), aside, 0.9, 0.9)], reading(text))
    assert found.speaker == span("His critics", text)


def test_an_aside_that_hangs_on_the_speaker_is_not_the_speaker_either() -> None:
    text = "Critics of the road, among them two bankers, argue that it should stay open."
    content, cue = "that it should stay open", span("argue", text)
    own = Found(*span(content, text), "content", 0.9)
    aside = Found(*span("two bankers,", text), "source", 0.9)
    layout = read_layout(text)
    doc = parse(text, layout, load_model().read(text))
    here = Reading(text, layout, doc, read_quotes(text, layout))
    verb = next(token.i for token in here.doc if token.text == "argue")
    one = Finding((span(content, text),), cue, verb, span("Critics of the road", text), "f", 0.9)
    (found,) = join([one], [Said((own,), Found(*cue, "cue", 0.9), aside, 0.9, 0.9)], here)
    assert found.speaker == span("Critics of the road", text)


def test_who_acts_in_another_sentence_is_not_the_speaker() -> None:
    text = "Both men praised the keeper. The league was silent."
    content, cue = "the keeper", span("praised", text)
    own = Found(*span(content, text), "content", 0.9)
    other = Found(*span("The league", text), "source", 0.9)
    one = Finding((span(content, text),), cue, 2, span("Both men", text), "frame", 0.9)
    (found,) = join([one], [Said((own,), Found(*cue, "cue", 0.9), other, 0.9, 0.9)], reading(text))
    assert found.speaker == span("Both men", text)


def test_a_quote_of_another_sentence_may_be_another_speakers() -> None:
    text = "Several players asked him to stay. He laughed. “I can count to twenty-five.”"
    asked, quote = span("him to stay", text), span("“I can count to twenty-five.”", text)
    one = Finding((asked, quote), span("asked", text), 2, span("Several players", text), "f", 0.9)
    own, he = Found(*quote, "content", 0.9), Found(*span("He", text), "source", 0.9)
    (found,) = join([one], [Said((own,), None, he, 0.9, 0.9)], reading(text))
    assert found.speaker == span("He", text)


def test_a_quotation_that_the_model_gives_a_cue_is_no_statement_besides() -> None:
    men, quote = (
        "the men who run the ferries every winter, in storm and ice",
        "“They are the best.”",
    )
    text = f"The mayor praised {men}. {quote}"
    here, content = reading(text), (span(men, text), span(quote, text))

    def found(words: str) -> Found:
        return Found(*span(words, text), "", 0.5)

    lone = Finding(content[1:], None, None, span("The mayor", text), "quote-alone", 0.99)
    told = Said((found(men), found(quote)), found("praised"), found("The mayor"), 0.5, 0.5)
    (one,) = join([lone], [told], here)
    assert (one.content[0][0], one.content[-1][1]) == (content[0][0], content[1][1])
    assert [each.content for each in join([lone], [], here)] == [content[1:]]


def test_what_a_body_approves_is_done_and_what_it_approves_of_is_said() -> None:
    text = "The council approved the sale of the mill. Most voters approve of the sale."

    def told(at: int, cue: str, source: str) -> list[Finding]:
        own, by = (
            Found(at, at + len("the sale"), "content", 0.9),
            Found(*span(source, text), "s", 0.9),
        )
        return join(
            [], [Said((own,), Found(*span(cue, text), "cue", 0.9), by, 0.9, 0.9)], reading(text)
        )

    assert told(text.index("the sale"), "approved", "The council") == []
    assert told(text.rindex("the sale"), "approve of", "Most voters")


def test_a_helping_word_is_no_second_cue() -> None:
    text = "The council has agreed to close the pool."
    told, by = span("to close the pool", text), span("The council", text)
    ruled = Finding((by, told), span("agreed", text), 3, None, "frame-raised-to", 0.45)
    cue = Found(*span("has", text), "cue", 0.9)
    read = Said((Found(*told, "content", 0.9),), cue, Found(*by, "source", 0.9), 0.9, 0.9)
    (one,) = join([ruled], [read], reading(text))
    assert one.speaker == by


def test_lives_that_a_storm_claims_are_no_statement() -> None:
    text = "The storm claimed five lives."
    parts = [Found(*span(w, text), w, 0.9) for w in ("five lives", "claimed", "The storm")]
    own = Said((parts[0],), parts[1], parts[2], 0.9, 0.9)
    assert join([], [own], reading(text)) == []
