"""The actors of an event's sides."""

from flows.annotate.event_actors import told_apart
from flows.records import EventActor

DOER = EventActor("Mr Reed", 0, 7, "p1", "US", "government")


def test_whom_a_pronoun_means_is_not_who_does_it() -> None:
    him = EventActor("him", 16, 19, "p1", "US", "government")
    (found,) = told_apart((DOER,), (him,))
    assert found == EventActor("him", 16, 19, None, None, None)


def test_others_and_those_named_again_keep_who_they_are() -> None:
    others = (EventActor("them", 16, 20, "p2"), EventActor("the mayor", 21, 30, "p1", "US"))
    assert told_apart((DOER,), others) == others
    assert told_apart((), others) == others
