-- One row per key that rows of the month from $1 on can have, a table for each kind of key, as
-- scopes.sql has them of what has changed. Without $1: of rows without a date.
create or replace table found.month_days as
select unnest(range($1::date, $1::date + interval 1 month, interval 1 day))::date as key
union all
select null as key
where $1::date is null;

create or replace table found.changed_told_on as
from month_days;

create or replace table found.sought_days as
select distinct told_on as day
from main.article_revisions;

create or replace table found.said_days as
from sought_days;

create or replace table found.changed_fetched_on as
from month_days;

create or replace table found.changed_started_on as
from month_days;

create or replace table found.changed_week_start as
from month_days;

create or replace table found.changed_event_date as
from month_days;

create or replace table found.dated_events as
select
    rowid as chosen,
    told_on
from main.events
where
    event_group_id in (
        select told.event_group_id
        from main.events as told
        where told.date_start in (select month_days.key from month_days)
    );

create or replace table found.changed_event_group_id as
select distinct event_group_id as key
from main.events
where told_on in (select month_days.key from month_days);

create or replace table found.group_members as
select
    rowid as chosen,
    told_on
from main.events
where event_group_id in (select changed.key from changed_event_group_id as changed);

create or replace table found.changed_story_id as
select distinct articles.story_id as key
from main.articles
where
    articles.article_id in (
        select article_revisions.article_id
        from main.article_revisions
        where article_revisions.told_on in (select month_days.key from month_days)
    );

create or replace table found.changed_saying as
select distinct
    actor_id as key,
    (date_trunc('week', said_date_start))::date as week_start
from main.statements
where (date_trunc('week', said_date_start))::date in (select month_days.key from month_days)
union distinct
select
    statements.actor_id as key,
    (date_trunc('week', (articles.published_at)::date))::date as week_start
from main.statements
inner join main.articles on statements.article_id = articles.article_id
inner join month_days
    on (date_trunc('week', (articles.published_at)::date))::date is not distinct from month_days.key
where statements.said_date_start is null and statements.actor_id is not null;
