-- One row per article that tells of what a changed row of events_plover is made of.
create or replace temp table dyad_articles as
select rowid as chosen
from main.articles
where
    article_id in (
        select told.article_id
        from near_events as told
        where told.near_row in (select dyad_events.chosen from dyad_events)
    );
