"""What an edit of an article did, told sentence by sentence."""

import random
import time

from flows.extract.revisions import Change, Revision, compare_revisions, split_sentences

OLD = "Two people were hurt when a crane fell. Police closed the quay.\nThe port opens on Monday."


def test_nothing_changed_where_only_blanks_did() -> None:
    revision = compare_revisions("A", OLD, " A ", OLD.replace("\n", "\n\n  "))
    assert revision == Revision(None, (), (), ())


def test_changed_sentence_stands_beside_its_former_self() -> None:
    revision = compare_revisions("A", OLD, "A", OLD.replace("Two", "Three"))
    assert revision.changed == (
        Change(
            "text",
            "Two people were hurt when a crane fell.",
            "Three people were hurt when a crane fell.",
        ),
    )
    assert (revision.title, revision.added, revision.removed) == (None, (), ())


def test_additions_and_removals_are_told_apart() -> None:
    new = OLD.replace(" Police closed the quay.", "") + "\nA ferry was diverted to Elva."
    revision = compare_revisions("A", OLD, "A", new)
    assert revision.removed == ("Police closed the quay.",)
    assert revision.added == ("A ferry was diverted to Elva.",)
    assert revision.changed == ()


def test_unlike_sentences_in_one_place_are_no_change() -> None:
    revision = compare_revisions(None, "Police closed the quay.", None, "Snow fell all night long.")
    assert revision.changed == ()
    assert (revision.removed, revision.added) == (
        ("Police closed the quay.",),
        ("Snow fell all night long.",),
    )


def test_a_changed_sentence_is_known_behind_one_that_was_put_before_it() -> None:
    new = (
        "The mayor came at noon.\nThree people were hurt when a crane fell. Police closed the quay."
    )
    revision = compare_revisions(None, OLD.partition("\n")[0], None, new)
    assert [(c.before[:3], c.after[:5]) for c in revision.changed] == [("Two", "Three")]
    assert (revision.added, revision.removed) == (("The mayor came at noon.",), ())


def test_title_is_compared_too() -> None:
    revision = compare_revisions("Crane falls", OLD, "Crane falls in Norrvik", OLD)
    assert revision.title == Change("title", "Crane falls", "Crane falls in Norrvik")
    assert (revision.added, revision.removed, revision.changed) == ((), (), ())


def test_sentences_end_in_every_script() -> None:
    text = "港口关闭。船只改道！ वह चला गया। هل عاد؟ نعم.\nNo. 5 sank"
    assert split_sentences(text) == [
        "港口关闭。", "船只改道！", "वह चला गया।", "هل عاد؟", "نعم.", "No.", "5 sank",
    ]  # fmt: skip


def test_time_is_bounded_on_long_texts() -> None:
    chance = random.Random(7)
    texts = [
        " ".join(f"Word {chance.randrange(10**6)} follows {n % 3}." for n in range(size))
        for size in (1_990, 1_990, 60_000, 60_000)
    ]
    for old, new in (texts[:2], texts[2:]):
        started = time.process_time()
        revision = compare_revisions(None, old, None, new)
        assert revision.added or revision.changed
        assert time.process_time() - started < 5
