"""Tests of flows/train/splits.py: one fixed split, by outlet or by document."""

from flows.train.splits import is_held_out, is_kept, outlet, part


def test_articles_of_one_outlet_stand_on_one_side() -> None:
    for site in ("one.example", "two.example", "three.example", "four.example"):
        rows = [{"id": str(n), "url": f"http://www.{site}/news/{n}"} for n in range(20)]
        assert len({is_held_out("places_lgl", row) for row in rows}) == 1


def test_an_outlet_is_its_site_without_www() -> None:
    assert outlet("http://www.Paper.example/a/b?c") == "paper.example"


def test_dev_files_are_never_trained_on() -> None:
    assert all(is_held_out("statements_polnear_dev", {"id": str(n)}) for n in range(50))


def test_a_tenth_of_statements_and_a_fifth_of_dates_are_kept() -> None:
    ids = [{"id": f"doc-{n}"} for n in range(2000)]
    statements = sum(is_held_out("statements_polnear_train", row) for row in ids)
    dates = sum(is_held_out("dates_aquaint", row) for row in ids)
    assert 150 < statements < 250
    assert 340 < dates < 460


def test_parts_are_the_same_on_every_machine() -> None:
    assert [part(key, 10) for key in ("a", "b", "c")] == [9, 5, 8]


def test_a_tenth_of_the_event_sentences_weighs_patterns_against_the_head() -> None:
    ids = [{"id": f"doc-{n}"} for n in range(2000)]
    assert 150 < sum(is_kept("events_plover_train", row) for row in ids) < 250
    assert not any(is_kept("statements_polnear_train", row) for row in ids)


def test_the_extractors_pages_are_kept_by_their_labels_alone() -> None:
    ids = [{"id": f"doc-{n}"} for n in range(100)]
    assert not any(is_held_out("pages_scrapinghub", row) for row in ids)


def test_a_tenth_of_the_documents_with_events_of_the_seeds_is_to_report_on() -> None:
    ids = [{"id": f"doc-{n}"} for n in range(2000)]
    assert 150 < sum(is_held_out("event_spots", row) for row in ids) < 250
    trained_on = [row for row in ids if not is_held_out("dates_aquaint", row)]
    assert any(is_held_out("event_spots", row) for row in trained_on)
