-- One row per place and week of publication: how much it is written about, what happened there.
-- Key: place_id, week_start.
-- Sorted by: country_code, place_id, week_start.
-- Partitioned by: month of week_start.
-- Changes by: week_start.
-- Columns:
--   place_name: name of the place
--   place_kind: country, admin1, admin2, city, region or water
--   week_start: Monday of the week of publication, NULL where no date is known
--   mention_count: mentions in newest revisions
--   metonym_count: of these, standing for a government or institution
--   article_count: articles that name it
--   story_count: stories that name it: copies of one text count once
--   source_count: sources that name it
--   event_count: event groups that articles of this week place there
with

mentioned as (
    select
        place_mentions.place_id,
        place_mentions.is_metonym,
        articles.article_id,
        articles.story_id,
        articles.source_id,
        (date_trunc('week', (articles.published_at)::date))::date as week_start
    from place_mentions
    inner join articles
        on
            place_mentions.article_id = articles.article_id
            and place_mentions.revision = articles.revision
    where place_mentions.place_id is not null
),

event_counts as (
    select
        events.place_id,
        (date_trunc('week', (articles.published_at)::date))::date as week_start,
        count(distinct events.event_group_id) as event_count
    from events
    inner join articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    group by all
),

mention_counts as (
    select
        place_id,
        week_start,
        count(*) as mention_count,
        count(*) filter (where is_metonym) as metonym_count,
        count(distinct article_id) as article_count,
        count(distinct story_id) as story_count,
        count(distinct source_id) as source_count
    from mentioned
    group by place_id, week_start
)

select
    mention_counts.place_id,
    places.name as place_name,
    places.kind as place_kind,
    places.country_code,
    places.latitude,
    places.longitude,
    mention_counts.week_start,
    mention_counts.mention_count,
    mention_counts.metonym_count,
    mention_counts.article_count,
    mention_counts.story_count,
    mention_counts.source_count,
    coalesce(event_counts.event_count, 0) as event_count
from mention_counts
left join places on mention_counts.place_id = places.place_id
left join event_counts
    on
        mention_counts.place_id = event_counts.place_id
        and mention_counts.week_start is not distinct from event_counts.week_start
