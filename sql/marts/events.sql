-- One row per event mention in the newest revision of an article, with both sides and the place.
-- Mentions of the same happening share event_group_id; count that, not rows, to count happenings.
-- Key: event_id.
-- Sorted by: published_at, article_id, event_id.
-- Partitioned by: month of told_on.
-- Changes by: told_on.
-- Columns:
--   sentence: the sentence that tells of the event
--   source_actor_names: canonical names of who acts, or their words where nobody is known
--   target_actor_names: canonical names of to whom, or their words where nobody is known
--   place_name: name of the place where it happens
--   place_kind: country, admin1, admin2, city, region or water
--   country_code: country of that place, ISO 3166-1 alpha-2
--   admin1_name: first-level division of that place
--   latitude: WGS 84 degrees of that place, north positive
--   longitude: WGS 84 degrees of that place, east positive
--   title: headline of the article
--   url: address of the article
--   source_id: source that carried the article
--   source_name: title of that source
--   agency: news agency that the article is credited to
--   published_at: UTC instant at which the article was published
--   story_id: story that the article belongs to
--   is_duplicate: the article repeats an earlier one of its story
with

acting as (
    select
        events.event_id,
        unnest(events.sources) as side,
        generate_subscripts(events.sources, 1) as position
    from events
),

acting_names as (
    select
        acting.event_id,
        list(coalesce(actors.name, acting.side.text) order by acting.position) as names
    from acting
    left join actors on acting.side.actor_id = actors.actor_id
    group by acting.event_id
),

affected as (
    select
        events.event_id,
        unnest(events.targets) as side,
        generate_subscripts(events.targets, 1) as position
    from events
),

affected_names as (
    select
        affected.event_id,
        list(coalesce(actors.name, affected.side.text) order by affected.position) as names
    from affected
    left join actors on affected.side.actor_id = actors.actor_id
    group by affected.event_id
)

select
    events.*,
    substring(
        articles.text, events.sentence_start + 1, events.sentence_end - events.sentence_start
    ) as sentence,
    coalesce(acting_names.names, []) as source_actor_names,
    coalesce(affected_names.names, []) as target_actor_names,
    places.name as place_name,
    places.kind as place_kind,
    places.country_code,
    places.admin1_name,
    places.latitude,
    places.longitude,
    articles.title,
    articles.url,
    articles.source_id,
    sources.name as source_name,
    articles.agency,
    articles.published_at,
    articles.story_id,
    articles.is_duplicate
from events
inner join articles
    on events.article_id = articles.article_id and events.revision = articles.revision
left join sources on articles.source_id = sources.source_id
left join places on events.place_id = places.place_id
left join acting_names on events.event_id = acting_names.event_id
left join affected_names on events.event_id = affected_names.event_id
