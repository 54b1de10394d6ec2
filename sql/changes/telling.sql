-- One row per article that tells of an event that was read: near_events.
create or replace table found.telling_articles as
select
    rowid as chosen,
    told_on
from main.articles
where
    told_on in (select told.told_on from near_events as told)
    and article_id in (select told.article_id from near_events as told);
