-- One row per article that is to be extracted again: those of asked_again, and their copies.
create or replace temp table waiting_again as
select article_id from asked_again
union distinct
select copies.article_id
from main.articles as copies
inner join main.articles as known on copies.story_id = known.story_id
where known.article_id in (select asked.article_id from asked_again as asked);

-- One row per article that changes with them: those that leave, and what shared a story or a
-- happening with them, as these may get another name.
create or replace temp table noted_articles as
select article_id
from waiting_again
union distinct
select copies.article_id
from main.articles as copies
inner join main.articles as known on copies.story_id = known.story_id
where known.article_id in (select gone.article_id from waiting_again as gone)
union distinct
select article_id
from main.events
where event_group_id in (
    select told.event_group_id
    from main.events as told
    where told.article_id in (select gone.article_id from waiting_again as gone)
);
