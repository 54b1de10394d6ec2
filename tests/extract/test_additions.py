"""What the edits of an article brought into its text, and on which day."""

from datetime import date

from flows.extract.additions import later_stretches
from flows.extract.revisions import compare_revisions
from flows.records import Edit

FIRST, SECOND, THIRD = (date(2026, 3, day) for day in (4, 6, 9))
ONE = "The quay was closed on Tuesday.\nPolice look for the owner."
TWO = ONE.replace("Police", "It opens tomorrow, Ana Lund said.\nPolice now")
THREE = TWO.replace("Ana Lund", "Ane Lund") + "\nThe owner was found on Sunday."


def edit(revision: int, day: date | None, old: str, new: str) -> Edit:
    """Return an edit as steps make it."""
    found = compare_revisions(None, old, None, new)
    added = (*found.added, *(change.after for change in found.changed))
    removed = (*found.removed, *(change.before for change in found.changed))
    return Edit(revision, None, day, added, removed)


EDITS = [Edit(1, None, None, (), ()), edit(2, SECOND, ONE, TWO), edit(3, THIRD, TWO, THREE)]


def told(text: str, edits: list[Edit]) -> list[tuple[str, date]]:
    return [(text[start:end], day) for start, end, day in later_stretches(text, edits)]


def test_a_new_sentence_is_as_old_as_its_revision() -> None:
    assert told(TWO, EDITS[:2]) == [
        ("It opens tomorrow, Ana Lund said.", SECOND),
        ("now", SECOND),
    ]


def test_only_the_new_words_of_a_changed_sentence_are_later() -> None:
    assert told(THREE, EDITS) == [
        ("It opens tomorrow,", SECOND),
        ("Ane", THIRD),
        ("Lund said.", SECOND),
        ("now", SECOND),
        ("The owner was found on Sunday.", THIRD),
    ]


def test_a_sentence_that_comes_back_is_as_old_as_its_return() -> None:
    back = [*EDITS[:2], edit(3, None, TWO, ONE), edit(4, THIRD, ONE, TWO)]
    assert told(TWO, back)[0] == ("It opens tomorrow, Ana Lund said.", THIRD)


def test_an_edit_of_an_unknown_day_is_as_old_as_the_article() -> None:
    assert told(TWO, [EDITS[0], edit(2, None, ONE, TWO)]) == []
    assert told(ONE, EDITS[:1]) == []
