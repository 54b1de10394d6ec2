-- One row per article that tells of a happening that has changed.
create or replace temp table group_articles as
select rowid as chosen
from main.articles
where
    article_id in (
        select told.article_id
        from near_events as told
        where told.near_row in (select group_events.chosen from group_events)
    );
