-- One row per article that tells of what is counted again.
create or replace temp table count_articles as
select rowid as chosen
from main.articles
where
    article_id in (
        select told.article_id
        from near_events as told
        where told.near_row in (select count_events.chosen from count_events)
    );
