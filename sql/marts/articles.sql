-- One row per article: its newest revision, with what was read out of it counted.
-- Key: article_id.
-- Sorted by: published_at, article_id.
-- Partitioned by: month of told_on.
-- Changes by: told_on.
-- Columns:
--   source_name: title of the feed or seed folder that the article came through
--   statement_count: statements read out of this revision
--   event_count: event mentions read out of this revision
--   place_count: distinct places that this revision names
--   revision_count: revisions kept, this one included
--   story_article_count: articles that share the story, this one included
--   story_source_count: sources that carry the story
with

statement_counts as (
    select
        article_id,
        revision,
        count(*) as statement_count
    from statements
    group by article_id, revision
),

event_counts as (
    select
        article_id,
        revision,
        count(*) as event_count
    from events
    group by article_id, revision
),

place_counts as (
    select
        article_id,
        revision,
        count(distinct place_id) as place_count
    from place_mentions
    group by article_id, revision
),

revision_counts as (
    select
        article_id,
        count(*) as revision_count
    from article_revisions
    group by article_id
),

story_counts as (
    select
        story_id,
        count(*) as story_article_count,
        count(distinct source_id) as story_source_count
    from articles
    group by story_id
)

select
    articles.*,
    sources.name as source_name,
    coalesce(statement_counts.statement_count, 0) as statement_count,
    coalesce(event_counts.event_count, 0) as event_count,
    coalesce(place_counts.place_count, 0) as place_count,
    coalesce(revision_counts.revision_count, 0) as revision_count,
    story_counts.story_article_count,
    story_counts.story_source_count
from articles
inner join story_counts on articles.story_id = story_counts.story_id
left join sources on articles.source_id = sources.source_id
left join statement_counts
    on
        articles.article_id = statement_counts.article_id
        and articles.revision = statement_counts.revision
left join event_counts
    on
        articles.article_id = event_counts.article_id
        and articles.revision = event_counts.revision
left join place_counts
    on
        articles.article_id = place_counts.article_id
        and articles.revision = place_counts.revision
left join revision_counts on articles.article_id = revision_counts.article_id
