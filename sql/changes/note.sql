-- One row per thing that the next publication makes anew for the sake of the articles of
-- noted_articles, as they stand. Run before they change and after it: both states count.
insert into main.changes
with

noted_revisions as (
    select
        article_id,
        told_on
    from main.article_revisions
    where article_id in (select noted.article_id from noted_articles as noted)
),

noted_now as (
    select
        article_id,
        story_id,
        told_on,
        (date_trunc('week', (published_at)::date))::date as week_start
    from main.articles
    where article_id in (select noted.article_id from noted_articles as noted)
),

noted_days as (
    select told_on from noted_revisions
    union distinct
    select told_on from noted_now
),

noted_moves as (
    select
        noted_now.article_id,
        noted_now.told_on as day,
        noted_revisions.told_on as other_day
    from noted_revisions
    inner join noted_now on noted_revisions.article_id = noted_now.article_id
    where noted_revisions.told_on <> noted_now.told_on
),

noted_statements as (
    select distinct
        statements.actor_id,
        coalesce(
            (date_trunc('week', statements.said_date_start))::date, noted_now.week_start
        ) as week_start,
        if(statements.said_date_start is null, null, statements.told_on) as said_day
    from main.statements
    inner join noted_now on statements.article_id = noted_now.article_id
    where
        statements.actor_id is not null
        and statements.told_on in (select filed.told_on from noted_days as filed)
),

noted_actors as (
    select distinct actor_id
    from main.actor_mentions
    where
        article_id in (select noted.article_id from noted_articles as noted)
        and told_on in (select filed.told_on from noted_days as filed)
),

noted_events as (
    select
        event_group_id,
        if(date_precision in ('time', 'day'), date_start, null) as date_start,
        event_type,
        told_on
    from main.events
    where
        article_id in (select noted.article_id from noted_articles as noted)
        and told_on in (select filed.told_on from noted_days as filed)
)

select distinct
    'told_on' as kind,
    null as name,
    told_on as day
from noted_revisions
union distinct
select
    'told_on' as kind,
    null as name,
    told_on as day
from noted_now
union distinct
select
    'fetched_on' as kind,
    null as name,
    (fetched_at)::date as day
from main.documents
where article_id in (select noted.article_id from noted_articles as noted)
union distinct
select
    'story' as kind,
    story_id as name,
    told_on as day
from noted_now
union distinct
select
    'story' as kind,
    noted_now.story_id as name,
    noted_revisions.told_on as day
from noted_revisions
inner join noted_now on noted_revisions.article_id = noted_now.article_id
union distinct
select
    'article' as kind,
    article_id as name,
    unnest([day, other_day]) as day
from noted_moves
union distinct
select
    'week' as kind,
    null as name,
    week_start as day
from noted_now
union distinct
select
    'actor' as kind,
    actor_id as name,
    null as day
from noted_actors
union distinct
select
    'saying' as kind,
    actor_id as name,
    week_start as day
from noted_statements
union distinct
select
    'said' as kind,
    concat(actor_id, ' ', week_start) as name,
    said_day as day
from noted_statements
where said_day is not null
union distinct
select
    'event_group' as kind,
    event_group_id as name,
    told_on as day
from noted_events
union distinct
select
    'begun' as kind,
    concat(date_start, ' ', event_type) as name,
    told_on as day
from noted_events
where date_start is not null;
