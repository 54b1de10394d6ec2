-- One row per article that tells of a happening of the month.
create or replace temp table dated_articles as
select rowid as chosen
from main.articles
where
    article_id in (
        select told.article_id
        from near_events as told
        where told.near_row in (select dated_events.chosen from dated_events)
    );
