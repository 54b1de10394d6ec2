"""Faults made by hand: what is done to a good row, and the expectation that must find it.

In the SQL, {a} stands for the article's key, {p} for its place, {c} for its actor, {s} for its
source and {q} for its row of quarantine.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the table it is in, the expectation meant for it, and the SQL that makes it."""

    name: str
    table: str
    expectation: str
    sql: str
    severity: str = "critical"


OF = "where article_id = {a}"
W = "warning"

FAULTS = (
    # article_revisions
    Fault("a revision twice", "article_revisions", "article_id_revision_are_unique",
          "insert into staged.article_revisions from staged.article_revisions " + OF),
    Fault("a text of blanks", "article_revisions", "text_is_not_blank",
          "update staged.article_revisions set text = chr(160) || ' ' || chr(10) " + OF),
    Fault("revision 0", "article_revisions", "revision_is_in_range",
          "update staged.article_revisions set revision = 0 " + OF),
    Fault("revision 3 without a second", "article_revisions", "revisions_have_no_gap",
          "update staged.article_revisions set revision = 3 " + OF),
    Fault("an article of no words", "article_revisions", "word_count_is_in_range",
          "update staged.article_revisions set word_count = 0 " + OF),
    Fault("a date without a basis", "article_revisions", "published_basis_fits",
          "update staged.article_revisions set published_basis = 'unknown' " + OF),
    Fault("a basis nobody knows", "article_revisions", "published_basis_is_accepted",
          "update staged.article_revisions set published_basis = 'guess' " + OF),
    Fault("published in the future", "article_revisions", "published_not_after_fetch",
          "update staged.article_revisions set published_at = fetched_at + interval 3 day " + OF,
          W),
    Fault("published in 1970", "article_revisions", "published_not_before_the_web",
          "update staged.article_revisions set published_at = '1970-01-01' " + OF, W),
    Fault("fetched before it was seen", "article_revisions", "seen_before_fetched",
          "update staged.article_revisions set first_seen_at = fetched_at + interval 1 hour " + OF),
    Fault("a language in words", "article_revisions", "language_is_iso",
          "update staged.article_revisions set language = 'English' " + OF),
    Fault("a hash that is none", "article_revisions", "text_hash_is_a_hash",
          "update staged.article_revisions set text_hash = 'abc' " + OF),
    Fault("a teaser without a reason", "article_revisions", "partial_has_reason",
          "update staged.article_revisions set is_partial = true " + OF),
    Fault("an author without a name", "article_revisions", "authors_have_names",
          "update staged.article_revisions set authors = ['Jo', ''] " + OF, W),
    Fault("an address that is none", "article_revisions", "url_is_an_address",
          "update staged.article_revisions set url = 'javascript:void(0)' " + OF, W),
    Fault("mojibake", "article_revisions", "text_has_no_mojibake",
          "update staged.article_revisions set text = text || 'donâ€™t cafÃ©' " + OF, W),
    Fault("replacement characters", "article_revisions", "text_has_no_mojibake",
          "update staged.article_revisions set text = text || chr(65533) " + OF, W),
    Fault("markup in a text", "article_revisions", "text_has_no_markup",
          "update staged.article_revisions set text = text || '<p class=\"a\">Hi</p>' " + OF, W),
    Fault("a text of no article", "article_revisions", "article_is_there",
          "delete from staged.articles " + OF),
    Fault("a text of no document", "article_revisions", "document_is_known",
          "update staged.article_revisions set document_id = 'none' " + OF),
    Fault("a text of no source", "article_revisions", "source_is_known",
          "update staged.article_revisions set source_id = 'none' " + OF),
    # articles
    Fault("an article twice", "articles", "article_id_is_unique",
          "insert into staged.articles from staged.articles " + OF),
    Fault("a text that is not its revision's", "articles", "shows_its_newest_revision",
          "update staged.articles set text = 'Another text.' " + OF),
    Fault("an old revision", "articles", "shows_its_newest_revision",
          "insert into staged.article_revisions by name "
          "select * replace (2 as revision) from staged.article_revisions " + OF),
    Fault("a story of nobody", "articles", "story_is_known",
          "update staged.articles set story_id = '0' " + OF),
    Fault("a story named for a later key", "articles", "story_is_the_smallest_key",
          "update staged.articles set story_id = 'zz' " + OF),
    Fault("an article of no source", "articles", "source_is_known",
          "update staged.articles set source_id = 'none' " + OF),
    Fault("two articles at one address", "articles", "canonical_url_names_one_article",
          "insert into staged.articles by name "
          "select * replace ('0' || article_id as article_id) from staged.articles " + OF, W),
    # statements
    Fault("a statement twice", "statements", "statement_id_is_unique",
          "insert into staged.statements from staged.statements " + OF),
    Fault("a kind nobody knows", "statements", "kind_is_accepted",
          "update staged.statements set kind = 'reported' " + OF),
    Fault("an act nobody knows", "statements", "act_is_accepted",
          "update staged.statements set act = 'mumble' " + OF, W),
    Fault("content that nobody wrote", "statements", "content_reproduces",
          "update staged.statements set content = content || ' indeed' " + OF),
    Fault("content one character off", "statements", "content_reproduces",
          "update staged.statements set content_spans = list_transform(content_spans, "
          "lambda s : struct_pack(\"start\" := s.start + 1, \"end\" := s.\"end\" + 1)) " + OF),
    Fault("content in UTF-16 offsets", "statements", "content_reproduces",
          "update staged.statements set content_spans = list_transform(content_spans, "
          "lambda s : struct_pack(\"start\" := s.start + 3, \"end\" := s.\"end\" + 3)) " + OF),
    Fault("a statement of no span", "statements", "spans_are_in_order",
          "update staged.statements set content_spans = [], content = '' " + OF),
    Fault("a span that ends before it starts", "statements", "spans_are_in_order",
          "update staged.statements set content_spans = [{{'start': 9, 'end': 4}}] " + OF),
    Fault("spans that overlap", "statements", "spans_are_in_order",
          "update staged.statements set content_spans = "
          "[{{'start': 20, 'end': 30}}, {{'start': 25, 'end': 35}}] " + OF),
    Fault("a speaker one character off", "statements", "speaker_reproduces",
          "update staged.statements set speaker_start = speaker_start + 1 " + OF),
    Fault("a speaker without an end", "statements", "speaker_reproduces",
          "update staged.statements set speaker_end = null " + OF),
    Fault("a cue that is not in the text", "statements", "cue_reproduces",
          "update staged.statements set cue_text = 'yelled' " + OF),
    Fault("a speaker in no table", "statements", "actor_is_known",
          "update staged.statements set actor_id = 'none' " + OF),
    Fault("a known speaker without a name", "statements", "actor_has_a_name",
          "update staged.statements set speaker_name = null " + OF),
    Fault("a saying that ends before it starts", "statements", "said_date_interval_is_ordered",
          "update staged.statements set said_date_end = '2026-01-01' " + OF),
    Fault("a saying guessed silently", "statements", "said_date_has_basis",
          "update staged.statements set said_date_basis = null " + OF),
    Fault("said next year", "statements", "said_before_fetch",
          "update staged.statements set said_date_start = '2027-01-19', "
          "said_date_end = '2027-01-19' " + OF, W),
    Fault("confidence of 120 per cent", "statements", "confidence_is_in_range",
          "update staged.statements set confidence = 1.2 " + OF),
    Fault("a statement inside itself", "statements", "parent_is_in_the_same_text",
          "update staged.statements set parent_statement_id = statement_id " + OF),
    Fault("a statement of an unknown revision", "statements", "text_is_there",
          "update staged.statements set revision = 7 " + OF),
    Fault("a statement in French", "statements", "language_is_read",
          "update staged.article_revisions set language = 'fr' " + OF),
    Fault("direct speech without quotation marks", "statements",
          "direct_speech_has_quotation_marks",
          "update staged.statements set kind = 'direct' "
          "where kind = 'indirect' and article_id = {a}", W),
    # events
    Fault("an event twice", "events", "event_id_is_unique",
          "insert into staged.events from staged.events " + OF),
    Fault("a type nobody knows", "events", "event_type_is_accepted",
          "update staged.events set event_type = 'YIELD' " + OF),
    Fault("an occurrence nobody knows", "events", "occurrence_is_accepted",
          "update staged.events set occurrence = 'maybe' " + OF),
    Fault("an assertion nobody knows", "events", "assertion_is_accepted",
          "update staged.events set assertion = 'true' " + OF),
    Fault("a trigger one character off", "events", "trigger_reproduces",
          "update staged.events set trigger_start = trigger_start - 1 " + OF),
    Fault("a trigger outside its sentence", "events", "sentence_holds_the_trigger",
          "update staged.events set sentence_start = trigger_end " + OF),
    Fault("a target that is not in the text", "events", "targets_reproduce",
          "update staged.events set targets = list_transform(targets, "
          "lambda t : struct_update(t, text := 'Elsewhere')) " + OF),
    Fault("an actor one character off", "events", "sources_reproduce",
          "update staged.events set sources = list_transform(sources, "
          "lambda t : struct_update(t, \"start\" := t.start + 1)) " + OF),
    Fault("an actor in no table", "events", "sides_are_known_actors",
          "update staged.events set sources = list_transform(sources, "
          "lambda t : struct_update(t, actor_id := 'none')) " + OF),
    Fault("a country in words", "events", "sides_have_iso_countries",
          "update staged.events set sources = list_transform(sources, "
          "lambda t : struct_update(t, country_code := 'Spain')) " + OF),
    Fault("an event that ends before it starts", "events", "date_interval_is_ordered",
          "update staged.events set date_end = '2026-01-01' " + OF),
    Fault("a date without precision", "events", "date_has_precision",
          "update staged.events set date_precision = 'none' " + OF),
    Fault("happened next month", "events", "happened_before_fetch",
          "update staged.events set date_start = '2026-02-19', date_end = '2026-02-19' " + OF, W),
    Fault("date words past the end of the text", "events", "date_words_are_in_the_text",
          "update staged.events set date_text_end = 100000 " + OF),
    Fault("a claim by nobody", "events", "claim_has_a_claimant",
          "update staged.events set claimant_actor_id = null, claimant_name = null, "
          "statement_id = null " + OF, W),
    Fault("a claim by somebody in no table", "events", "claimant_is_known",
          "update staged.events set claimant_actor_id = 'none' " + OF),
    Fault("a claim in no statement", "events", "statement_is_in_the_same_text",
          "update staged.events set statement_id = 'none' " + OF),
    Fault("a place in no table", "events", "place_is_known",
          "update staged.events set place_id = 'none' " + OF),
    Fault("a place guessed silently", "events", "place_has_basis",
          "update staged.events set place_basis = null " + OF),
    Fault("minus three dead", "events", "dead_min_is_in_range",
          "update staged.events set dead_min = -3, dead_max = 3 " + OF),
    Fault("more dead at least than at most", "events", "casualties_are_ordered",
          "update staged.events set dead_min = 5, dead_max = 3 " + OF),
    Fault("a year read as a number of dead", "events", "casualties_are_plausible",
          "update staged.events set dead_min = 20260119, dead_max = 20260119 " + OF, W),
    Fault("a group of nobody", "events", "group_is_known",
          "update staged.events set event_group_id = '0' " + OF),
    Fault("a group named for a later key", "events", "group_is_the_smallest_key",
          "update staged.events set event_group_id = 'zz' " + OF),
    Fault("intensity 11", "events", "intensity_is_in_range",
          "update staged.events set intensity = 11 " + OF),
    # places
    Fault("a place twice", "places", "place_id_is_unique",
          "insert into staged.places from staged.places where place_id = {p}"),
    Fault("latitude 91", "places", "latitude_is_in_range",
          "update staged.places set latitude = 91 where place_id = {p}"),
    Fault("longitude -181", "places", "longitude_is_in_range",
          "update staged.places set longitude = -181 where place_id = {p}"),
    Fault("half a point", "places", "coordinates_come_in_pairs",
          "update staged.places set longitude = null where place_id = {p}"),
    Fault("another place's key", "places", "key_is_the_gazetteers",
          "update staged.places set geonames_id = 1 where place_id = {p}"),
    Fault("a kind of place nobody knows", "places", "kind_is_accepted",
          "update staged.places set kind = 'planet' where place_id = {p}"),
    Fault("a country code in small letters", "places", "country_code_is_iso",
          "update staged.places set country_code = 'es' where place_id = {p}"),
    Fault("null island", "places", "not_at_null_island",
          "update staged.places set latitude = 0, longitude = 0 where place_id = {p}", W),
    Fault("minus one inhabitant", "places", "population_is_in_range",
          "update staged.places set population = -1 where place_id = {p}"),
    Fault("a key of Wikidata that is none", "places", "wikidata_id_is_one",
          "update staged.places set wikidata_id = 'P31' where place_id = {p}"),
    # place_mentions
    Fault("a place mention twice", "place_mentions", "mention_id_is_unique",
          "insert into staged.place_mentions from staged.place_mentions " + OF),
    Fault("a place one character off", "place_mentions", "text_reproduces",
          "update staged.place_mentions "
          "set \"start\" = \"start\" + 1, \"end\" = \"end\" + 1 " + OF),
    Fault("a place before the text", "place_mentions", "text_reproduces",
          "update staged.place_mentions set \"start\" = -6, \"end\" = 0 " + OF),
    Fault("a mention of no place in the table", "place_mentions", "place_is_known",
          "update staged.place_mentions set place_id = 'none' " + OF),
    Fault("a role nobody knows", "place_mentions", "role_is_accepted",
          "update staged.place_mentions set role = 'victim' " + OF),
    Fault("a place in a text nobody has", "place_mentions", "text_is_there",
          "update staged.place_mentions set article_id = 'none' " + OF),
    Fault("metonym and demonym at once", "place_mentions", "metonym_or_demonym",
          "update staged.place_mentions set is_metonym = true, is_demonym = true " + OF, W),
    # date_mentions
    Fault("a date mention twice", "date_mentions", "mention_id_is_unique",
          "insert into staged.date_mentions from staged.date_mentions " + OF),
    Fault("a date one character short", "date_mentions", "text_reproduces",
          "update staged.date_mentions set \"end\" = \"end\" - 1 " + OF),
    Fault("a date of no length", "date_mentions", "text_reproduces",
          "update staged.date_mentions set \"end\" = \"start\", text = '' " + OF),
    Fault("a date that ends before it starts", "date_mentions", "date_interval_is_ordered",
          "update staged.date_mentions set date_end = '2026-01-01' " + OF),
    Fault("a type of date nobody knows", "date_mentions", "type_is_accepted",
          "update staged.date_mentions set type = 'ERA' " + OF),
    Fault("a value that is no TIMEX3", "date_mentions", "value_is_timex3",
          "update staged.date_mentions set value = 'Monday' " + OF, W),
    Fault("the year 9402", "date_mentions", "year_is_plausible",
          "update staged.date_mentions set date_start = '9402-01-01', date_end = '9402-12-31' "
          + OF, W),
    # actors, actor_mentions
    Fault("an actor twice", "actors", "actor_id_is_unique",
          "insert into staged.actors from staged.actors where actor_id = {c}"),
    Fault("an actor of blanks", "actors", "name_is_not_blank",
          "update staged.actors set name = '  ' where actor_id = {c}"),
    Fault("an actor of an unknown kind", "actors", "kind_is_accepted",
          "update staged.actors set kind = 'robot' where actor_id = {c}"),
    Fault("an actor of an unknown sector", "actors", "sector_is_accepted",
          "update staged.actors set sector = 'magic' where actor_id = {c}"),
    Fault("an actor seen backwards", "actors", "seen_in_order",
          "update staged.actors set last_seen_at = '2020-01-01' where actor_id = {c}"),
    Fault("an actor whom nobody names", "actors", "actor_is_mentioned",
          "delete from staged.actor_mentions where actor_id = {c}"),
    Fault("an actor of an article twice", "actor_mentions",
          "article_id_revision_actor_id_are_unique",
          "insert into staged.actor_mentions from staged.actor_mentions " + OF),
    Fault("an actor of an article in no table", "actor_mentions", "actor_is_known",
          "delete from staged.actors where actor_id = {c}"),
    Fault("an actor of an article of unknown kind", "actor_mentions", "kind_is_accepted",
          "update staged.actor_mentions set kind = 'robot' " + OF),
    Fault("an actor in a text nobody has", "actor_mentions", "text_is_there",
          "update staged.actor_mentions set revision = 9 " + OF),
    # quarantine, sources
    Fault("a refusal twice", "quarantine", "quarantine_id_is_unique",
          "insert into staged.quarantine from staged.quarantine where quarantine_id = {q}"),
    Fault("a refusal at no stage", "quarantine", "stage_is_accepted",
          "update staged.quarantine set stage = 'lunch' where quarantine_id = {q}"),
    Fault("a refusal for no reason", "quarantine", "reason_is_a_slug",
          "update staged.quarantine set reason = 'It broke!' where quarantine_id = {q}"),
    Fault("a refusal that says nothing", "quarantine", "message_says_something",
          "update staged.quarantine set message = '' where quarantine_id = {q}"),
    Fault("a feed that has not answered for days", "sources", "feed_answers",
          "update sources set last_success_at = last_polled_at - interval 4 day "
          "where source_id = {s}", W),
    Fault("a feed that stands still", "sources", "feed_brings_news",
          "update sources set last_changed_at = last_success_at - interval 9 day "
          "where source_id = {s}", W),
    Fault("a feed without an address", "sources", "feed_has_an_address",
          "update sources set url = null where source_id = {s}"),
    Fault("a source of unknown kind", "sources", "kind_is_accepted",
          "update sources set kind = 'rumour' where source_id = {s}"),
    Fault("minus one failure", "sources", "failure_count_is_in_range",
          "update sources set failure_count = -1 where source_id = {s}"),
)  # fmt: skip


def table_of_faults() -> str:
    """Return docs/faults.md: fault, expectation, outcome."""
    outcomes = {"critical": "refused", "warning": "shown"}
    lines = [
        "# Faults made by hand, and what finds them",
        "",
        f"{len(FAULTS)} faults, each made in rows that were right, and the expectation that must "
        "find it. Refused: nothing of the text reaches a mart. Shown: published, and told in the "
        "run's notes, the Data Docs and the version's manifest. The tests of "
        "`tests/validate/test_suites.py` hold this table; tables as a whole (an empty batch, a "
        "source gone silent, a share that jumps) have tests of their own there.",
        "",
        "| fault | expectation | outcome |",
        "|---|---|---|",
    ]
    lines += [
        f"| {fault.name} | `{fault.table}.{fault.expectation}` | {outcomes[fault.severity]} |"
        for fault in FAULTS
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(table_of_faults(), end="")
