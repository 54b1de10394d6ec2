"""An event without a target beside its verb takes whom the words around it name."""

import pytest

from flows.annotate.article import annotate_article
from flows.annotate.events.aims import with_aim
from flows.records import ArticleText, Event
from tests.annotate.events.test_doers import found
from tests.trees import tree

FILED = (
    "Clerks:NNS:nsubj:filed filed:VBD:ROOT: complaint:NN:dobj:filed with:IN:prep:filed "
    "court:NN:pobj:with against:IN:prep:filed {aim}"
)
BANK = "banks:NNS:pobj:against and:CC:cc:banks Ruiz:NNP:conj:banks"
SAID = (
    "Envoys:NNS:nsubj:said said:VBD:ROOT: they:PRP:nsubj:{verb} would:MD:aux:{verb} "
    "{verb}:VB:ccomp:said the:DT:det:poll poll:NN:dobj:{verb}"
)
RULING = "Chad:NNP:poss:ruling ruling:NN:pobj:against"
ATTACK = (
    "Rebels:NNS:nsubj:launched launched:VBD:ROOT: attack:NN:dobj:launched in:IN:prep:stormed "
    "which:WDT:pobj:in gunmen:NNS:nsubj:stormed stormed:VBD:relcl:{noun} church:NN:dobj:stormed"
)
SOVEREIGN = (
    "Envoys:NNS:nsubj:reiterated reiterated:VBD:ROOT: Togo:NNP:poss:commitment "
    "commitment:NN:dobj:reiterated to:IN:prep:commitment defending:VBG:pcomp:to "
    "Chad:NNP:poss:sovereignty sovereignty:NN:dobj:defending"
)
NAMES = (("Chad", "GPE"), ("Togo", "GPE"))


@pytest.mark.parametrize(
    ("spelled", "event_type", "trigger", "targets"),
    [
        (FILED.format(aim=BANK), "ACCUSE", "complaint", ["banks", "Ruiz"]),
        (FILED.format(aim=BANK), "ACCUSE", "filed", ["banks", "Ruiz"]),
        (FILED.format(aim=BANK), "CONSULT", "filed", []),
        (FILED.format(aim=RULING), "ACCUSE", "filed", ["Chad"]),
        (ATTACK.format(noun="attack"), "ASSAULT", "attack", ["church"]),
        (ATTACK.format(noun="launched"), "ASSAULT", "attack", ["church"]),
        (SOVEREIGN, "SUPPORT", "reiterated", ["Chad"]),
        (SAID.format(verb="boycott"), "THREATEN", "said", ["the poll"]),
        (SAID.format(verb="watch"), "THREATEN", "said", []),
    ],
)
def test_the_words_around_name_whom_it_is_done_to(
    spelled: str, event_type: str, trigger: str, targets: list[str]
) -> None:
    doc = tree(spelled, [each for each in NAMES if each[0] in spelled])
    aimed = with_aim(found(doc, event_type, trigger, (), ()), doc)
    assert [doc.text[start:end] for start, end in aimed.targets] == targets


def _of(text: str, event_type: str) -> Event:
    events = annotate_article(ArticleText("a", 1, text)).events
    return next(each for each in events if each.event_type == event_type)


@pytest.mark.parametrize(
    ("text", "event_type", "targets"),
    [
        ("The opposition parties said they would boycott the May elections.", "PROTEST",
         ["the May elections"]),
        ("Protesters rallied in Lima calling on the president to resign.", "PROTEST",
         ["the president"]),
        ("The months of threats by Bello that he would close the border unless the African Union "
         "paid more alarmed traders.", "THREATEN", ["the African Union"]),
        ("Teachers marched in Lima demanding the resignation of Education Minister Ortiz.",
         "PROTEST", ["Education Minister Ortiz"]),
        ("Nurses went on strike over pay.", "PROTEST", []),
        ("The minister threatened to expel the envoys unless Chad apologised.", "THREATEN",
         ["the envoys"]),
    ],
)  # fmt: skip
def test_whom_a_protest_or_threat_asks_is_its_target(
    text: str, event_type: str, targets: list[str]
) -> None:
    assert [side.text for side in _of(text, event_type).targets] == targets


@pytest.mark.parametrize(
    ("text", "event_type", "targets"),
    [
        ("The president refused to resign despite calls from the army.", "REJECT", ["the army"]),
        ("The senator refused to step down despite the party's calls to do so.", "REJECT",
         ["the party"]),
        ("The president refused to resign despite the rain.", "REJECT", []),
        ("The council bowed to demands that migrants be allowed to vote.", "CONCEDE",
         ["migrants"]),
    ],
)  # fmt: skip
def test_who_asked_is_whom_a_refusal_is_to(text: str, event_type: str, targets: list[str]) -> None:
    assert [side.text for side in _of(text, event_type).targets] == targets


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("The governor ordered two clerks arrested on Monday.", ["The governor"]),
        ("A Spanish judge has ordered six ministers jailed while they are investigated.",
         ["A Spanish judge"]),
        ("The governor said two clerks arrested on Monday had left.", []),
    ],
)  # fmt: skip
def test_who_orders_an_arrest_is_its_source(text: str, sources: list[str]) -> None:
    assert [side.text for side in _of(text, "COERCE").sources] == sources


def test_who_gives_permission_is_its_source() -> None:
    text = "Togo's ruler, Gen. Kofi Mensah, had given the Pentagon permission to use its ports."
    event = _of(text, "CONCEDE")
    assert [side.text for side in event.sources] == ["Togo's ruler"]
    assert [side.text for side in event.targets] == ["the Pentagon"]


def test_a_hyphenated_trigger_is_whole() -> None:
    text = "Students staged a sit-in demanding that the ministry release a classmate."
    assert _of(text, "PROTEST").trigger_text == "sit-in"
