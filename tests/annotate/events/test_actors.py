"""The actors of an event's sides."""

from flows.annotate.actors.actors import read_cast
from flows.annotate.events.actors import read_actors, told_apart, without_self
from flows.annotate.grammar.parse import parse
from flows.annotate.text.layout import read_layout
from flows.records import ArticleText, EventActor

DOER = EventActor("Mr Reed", 0, 7, "p1", "US", "government")


def test_whom_a_pronoun_means_is_not_who_does_it() -> None:
    him = EventActor("him", 16, 19, "p1", "US", "government")
    (found,) = told_apart((DOER,), (him,))
    assert found == EventActor("him", 16, 19, None, None, None)


def test_others_and_those_named_again_keep_who_they_are() -> None:
    others = (EventActor("them", 16, 20, "p2"), EventActor("the mayor", 21, 30, "p1", "US"))
    assert told_apart((DOER,), others) == others
    assert told_apart((), others) == others


def test_an_actor_is_named_once_on_a_side() -> None:
    text = "Ann Lee met Bo Ray. Lee left."
    layout = read_layout(text)
    cast = read_cast(ArticleText("a", 1, text, None), layout, parse(text, layout), ())
    found = read_actors(text, ((0, 7), (12, 18), (20, 23)), cast, ())
    assert [side.text for side in found] == ["Ann Lee", "Bo Ray"]


def test_what_befell_somebody_as_their_own_they_did_not_do() -> None:
    his, allies = (EventActor(text, 16, 19, "p1") for text in ("his", "his allies"))
    assert without_self((DOER,), (his,)) == ()
    assert without_self((DOER,), (allies,)) == (DOER,)


def test_a_mark_is_nobody() -> None:
    text = "Rebels met . on Monday."
    layout = read_layout(text)
    cast = read_cast(ArticleText("a", 1, text, None), layout, parse(text, layout), ())
    found = read_actors(text, ((0, 6), (11, 12)), cast, ())
    assert [side.text for side in found] == ["Rebels"]
