-- One row per key and day on which a row of it is told: keys, as hashes, are those of happenings and
-- stories, of articles whose revisions are told on several days, of who said something in a week that
-- the text dates, and of days and types of events that are dated to the day.
with

moved as (
    select
        articles.article_id,
        articles.story_id,
        articles.told_on,
        article_revisions.told_on as other_day
    from main.article_revisions
    inner join main.articles on article_revisions.article_id = articles.article_id
    where article_revisions.told_on <> articles.told_on
),

told as (
    select
        event_group_id as name,
        told_on
    from main.events
    union all
    select
        story_id as name,
        told_on
    from main.articles
    union all
    select
        story_id as name,
        other_day as told_on
    from moved
    union all
    select
        article_id as name,
        unnest([told_on, other_day]) as told_on
    from moved
    union all
    select
        concat(actor_id, ' ', (date_trunc('week', said_date_start))::date) as name,
        told_on
    from main.statements
    where actor_id is not null and said_date_start is not null
    union all
    select distinct
        concat(date_start, ' ', event_type) as name,
        told_on
    from main.events
    where date_start is not null and date_precision in ('time', 'day')
)

select
    md5_number_lower(name) as key,
    date_diff('day', date '1970-01-01', told_on) as day
from told
where told_on is not null
