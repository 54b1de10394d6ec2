-- One row per day, event type and country, of events whose date is known to the day.
-- An event that lasts several days counts on its first; one without a place has no country.
-- Key: event_date, event_type, country_code.
-- Sorted by: event_date, event_type, country_code.
-- Partitioned by: day of event_date.
-- Weighed by: mention_count.
-- Changes by: event_date, event_type, country_code.
-- Columns:
--   event_date: first day of the events
--   event_type: type of the events
--   country_code: country where they happened, ISO 3166-1 alpha-2, NULL where unknown
--   event_count: event groups; one that is told under two types, days or countries counts in each
--   happened_count: event groups that happened or go on, by at least one mention
--   planned_count: event groups that at least one mention has as planned
--   denied_count: event groups that at least one mention denies
--   claimed_count: event groups that somebody claims or accuses, and no outlet asserts
--   mention_count: mentions behind them
--   article_count: articles behind them
--   story_count: stories behind them: copies of one text count once
--   source_count: sources behind them
with

dated_events as (
    select
        events.*,
        articles.story_id,
        articles.source_id,
        places.country_code
    from events
    inner join articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    left join places on events.place_id = places.place_id
    where
        events.date_start is not null
        and events.date_precision in ('time', 'day')
),

-- As in claims: who denies, plans or supposes neither asserts nor claims.
asserted_groups as (
    select distinct events.event_group_id
    from events
    inner join articles
        on events.article_id = articles.article_id and events.revision = articles.revision
    where
        events.assertion = 'asserted'
        and events.occurrence not in ('denied', 'planned', 'hypothetical')
)

select
    dated_events.date_start as event_date,
    dated_events.event_type,
    dated_events.country_code,
    count(distinct dated_events.event_group_id) as event_count,
    count(distinct dated_events.event_group_id)
    filter (where dated_events.occurrence in ('happened', 'ongoing')) as happened_count,
    count(distinct dated_events.event_group_id)
    filter (where dated_events.occurrence = 'planned') as planned_count,
    count(distinct dated_events.event_group_id)
    filter (where dated_events.occurrence = 'denied') as denied_count,
    count(distinct dated_events.event_group_id)
    filter (
        where
        dated_events.assertion in ('claimed', 'accused')
        and dated_events.occurrence <> 'denied'
        and (
            dated_events.assertion = 'accused'
            or dated_events.occurrence not in ('planned', 'hypothetical')
        )
        and asserted_groups.event_group_id is null
    ) as claimed_count,
    count(*) as mention_count,
    count(distinct dated_events.article_id) as article_count,
    count(distinct dated_events.story_id) as story_count,
    count(distinct dated_events.source_id) as source_count
from dated_events
left join asserted_groups on dated_events.event_group_id = asserted_groups.event_group_id
group by dated_events.date_start, dated_events.event_type, dated_events.country_code
