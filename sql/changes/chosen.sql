-- One row per row that marts of a scope may read to make their changed rows anew: a table for each
-- scope (day, story, week) and each table that is narrowed for it. What is read once
-- for several marts, or scattered over many days, is read in finding.py.
create or replace table found.day_events as
select
    rowid as chosen,
    told_on
from main.events
where told_on in (select filed.key from changed_told_on as filed);

create or replace table found.day_articles as
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

create or replace table found.day_article_revisions as
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

create or replace table found.story_articles as
select
    rowid as chosen,
    told_on,
    article_id
from main.articles
where
    told_on in (select sought.day from sought_days as sought)
    and story_id in (select changed.key from changed_story_id as changed);

create or replace table found.story_article_revisions as
select
    rowid as chosen,
    told_on
from main.article_revisions
where
    told_on in (select sought.day from sought_days as sought)
    and article_id in (select members.article_id from story_articles as members);

create or replace table found.week_days as
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
