-- One row per article that has a tombstone, or came through a source that has one.
create or replace temp table forgotten as
select distinct article_id
from main.documents
where
    article_id in (select tombstones.tombstone_id from main.tombstones)
    or source_id in (select tombstones.tombstone_id from main.tombstones)
union distinct
select tombstone_id as article_id
from main.tombstones
where kind = 'article';

-- One row per article that changes with them: those that leave, and what shared a story or a
-- happening with them, as these may get another name.
create or replace temp table noted_articles as
select article_id
from forgotten
union distinct
select copies.article_id
from main.articles as copies
inner join main.articles as known on copies.story_id = known.story_id
where known.article_id in (select gone.article_id from forgotten as gone)
union distinct
select article_id
from main.events
where
    event_group_id in (
        select told.event_group_id
        from main.events as told
        where told.article_id in (select gone.article_id from forgotten as gone)
    )
union distinct
select article_id
from main.events
where
    event_group_id in (
        select left_over.event_group_id
        from main.events as left_over
        where left_over.article_id not in (select gone.article_id from forgotten as gone)
        group by left_over.event_group_id
        having min(left_over.event_id) <> left_over.event_group_id
    )
union distinct
select known.article_id
from main.articles as known
inner join (
    select
        story_id,
        min(article_id) as smallest_id,
        arg_min(article_id, (coalesce(published_at, first_seen_at), article_id)) as head_id
    from main.articles
    where article_id not in (select gone.article_id from forgotten as gone)
    group by story_id
) as renamed
    on known.story_id = renamed.story_id
where
    known.story_id <> renamed.smallest_id
    or known.is_duplicate <> (known.article_id <> renamed.head_id);
