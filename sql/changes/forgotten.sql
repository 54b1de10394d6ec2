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
where event_group_id in (
    select told.event_group_id
    from main.events as told
    where told.article_id in (select gone.article_id from forgotten as gone)
);
