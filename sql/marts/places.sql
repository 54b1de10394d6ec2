-- One row per place that the newest revision of any article names.
-- Key: place_id.
-- Sorted by: country_code, kind, place_id.
-- Changes by: place_id.
-- Columns:
--   mention_count: mentions in newest revisions
--   metonym_count: mentions that stand for a government or institution ("Moscow said")
--   article_count: articles whose newest revision names it
--   event_count: event groups placed there
--   first_published_at: UTC instant of the earliest dated article that names it
--   last_published_at: UTC instant of the latest dated article that names it
with

mention_counts as (
    select
        place_mentions.place_id,
        count(*) as mention_count,
        count(*) filter (where place_mentions.is_metonym) as metonym_count,
        count(distinct articles.article_id) as article_count,
        min(articles.published_at) as first_published_at,
        max(articles.published_at) as last_published_at
    from place_mentions
    inner join articles
        on
            place_mentions.article_id = articles.article_id
            and place_mentions.revision = articles.revision
    group by place_mentions.place_id
),

event_counts as (
    select
        events.place_id,
        count(distinct events.event_group_id) as event_count
    from events
    inner join articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    group by events.place_id
)

select
    places.*,
    coalesce(mention_counts.mention_count, 0) as mention_count,
    coalesce(mention_counts.metonym_count, 0) as metonym_count,
    coalesce(mention_counts.article_count, 0) as article_count,
    coalesce(event_counts.event_count, 0) as event_count,
    mention_counts.first_published_at,
    mention_counts.last_published_at
from places
left join mention_counts on places.place_id = mention_counts.place_id
left join event_counts on places.place_id = event_counts.place_id
where mention_counts.place_id is not null or event_counts.place_id is not null
