-- One row per row that marts of a scope may read to make their changed rows anew: a table for each
-- scope (day, story, week, saying, fetched, started) and each table that is narrowed for it. Those of events
-- and of what is counted of them are in counts.sql and dyads.sql, the articles beside them in finding.py.
create or replace temp table day_events as
select
    rowid as chosen,
    told_on
from main.events
where told_on in (select filed.key from changed_told_on as filed);

create or replace temp table day_articles as
select
    rowid as chosen,
    told_on
from main.articles
where told_on in (select filed.key from changed_told_on as filed)
union distinct
select
    rowid as chosen,
    told_on
from main.articles
where
    told_on in (select sought.day from sought_days as sought)
    and article_id in (
        select revised.article_id
        from main.article_revisions as revised
        where revised.told_on in (select filed.key from changed_told_on as filed)
    )
union distinct
select
    rowid as chosen,
    told_on
from main.articles
where
    told_on in (select sought.day from sought_days as sought)
    and story_id in (
        select known.story_id
        from main.articles as known
        where known.told_on in (select filed.key from changed_told_on as filed)
    );

create or replace temp table day_article_revisions as
select
    rowid as chosen,
    told_on
from main.article_revisions
where told_on in (select filed.key from changed_told_on as filed)
union distinct
select
    rowid as chosen,
    told_on
from main.article_revisions
where
    told_on in (select sought.day from sought_days as sought)
    and article_id in (
        select known.article_id
        from main.articles as known
        where known.told_on in (select filed.key from changed_told_on as filed)
    );

create or replace temp table story_articles as
select
    rowid as chosen,
    told_on,
    article_id
from main.articles
where
    told_on in (select sought.day from sought_days as sought)
    and story_id in (select changed.key from changed_story_id as changed);

create or replace temp table story_article_revisions as
select
    rowid as chosen,
    told_on
from main.article_revisions
where
    told_on in (select sought.day from sought_days as sought)
    and article_id in (select members.article_id from story_articles as members);

create or replace temp table week_days as
select distinct unnest(range(key, key + interval 7 day, interval 1 day))::date as day
from changed_week_start
where key is not null
union distinct
select told_on as day
from main.articles
where
    published_at is null
    and exists (
        select 1
        from changed_week_start
        where changed_week_start.key is null
    );

create or replace temp table saying_days as
select distinct unnest(range(week_start, week_start + interval 7 day, interval 1 day))::date as day
from changed_saying
where week_start is not null;

create or replace temp table saying_statements as
with

spoken as (
    select
        rowid as chosen,
        told_on,
        actor_id,
        coalesce(said_date_start, told_on) as day
    from main.statements
    where
        told_on in (
            select saying_days.day
            from saying_days
            union distinct
            select said_days.day
            from said_days
        )
        and actor_id in (select spoken_of.key from changed_saying as spoken_of)
)

select
    spoken.chosen,
    spoken.told_on
from spoken
inner join changed_saying
    on
        spoken.actor_id = changed_saying.key
        and date_trunc('week', spoken.day)::date = changed_saying.week_start
union distinct
select
    rowid as chosen,
    told_on
from main.statements
where
    said_date_start is null
    and actor_id in (
        select undated.key
        from changed_saying as undated
        where undated.week_start is null
    );

-- A day of an instant is reckoned in numbers: a cast costs ten times as much, and all are read.
create or replace temp table fetched_documents as
select rowid as chosen
from main.documents
where epoch_us(fetched_at) // 86400000000 in (
    select date_diff('day', date '1970-01-01', changed.key) from changed_fetched_on as changed
);

create or replace temp table started_fetches as
select rowid as chosen
from main.fetches
where epoch_us(started_at) // 86400000000 in (
    select date_diff('day', date '1970-01-01', changed.key) from changed_started_on as changed
);
