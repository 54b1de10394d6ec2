-- One row per actor, week and act: how often who was reported to say, accuse, promise …
-- The week is that of the saying where its day is known, else that of publication.
-- Key: actor_id, week_start, act.
-- Sorted by: speaker_name, actor_id, week_start, act.
-- Partitioned by: day of week_start, part of actor_id.
-- Changes by: actor_id, week_start.
-- Columns:
--   speaker_name: canonical name of the actor
--   speaker_kind: person, organisation, government or group
--   country_code: country of the actor, ISO 3166-1 alpha-2
--   week_start: Monday of the week, NULL where no date is known
--   statement_count: statements in newest revisions
--   direct_count: of these, in the speaker's own words
--   negated_count: of these, said not to have been said
--   article_count: articles behind them
--   story_count: stories behind them: copies of one text count once
--   source_count: sources behind them
with

spoken as (
    select
        statements.*,
        articles.story_id,
        articles.source_id,
        date_trunc(
            'week',
            coalesce(statements.said_date_start, (articles.published_at)::date)
        ) as week_start
    from statements
    inner join articles
        on statements.article_id = articles.article_id and statements.revision = articles.revision
    where statements.actor_id is not null
)

select
    spoken.actor_id,
    actors.name as speaker_name,
    actors.kind as speaker_kind,
    actors.country_code,
    (spoken.week_start)::date as week_start,
    spoken.act,
    count(*) as statement_count,
    count(*) filter (where spoken.kind = 'direct') as direct_count,
    count(*) filter (where spoken.is_negated) as negated_count,
    count(distinct spoken.article_id) as article_count,
    count(distinct spoken.story_id) as story_count,
    count(distinct spoken.source_id) as source_count
from spoken
left join actors on spoken.actor_id = actors.actor_id
group by
    spoken.actor_id,
    actors.name,
    actors.kind,
    actors.country_code,
    spoken.week_start,
    spoken.act
