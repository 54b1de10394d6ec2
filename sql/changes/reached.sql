-- One row per day whose texts are made anew; one per row of a changed happening; and one per day
-- under which rows of a changed key may be filed.
create or replace table found.changed_told_on as
select distinct day as key
from main.changes
where kind = 'told_on'
union distinct
select told_on as key
from main.articles
where
    told_on in (select sought.day from sought_days as sought)
    and story_id in (select changed.key from changed_story_id as changed);

create or replace table found.group_members as
select
    rowid as chosen,
    event_group_id,
    told_on
from main.events
where
    told_on in (select sought.day from sought_days as sought)
    and event_group_id in (select changed.key from changed_event_group_id as changed);

create or replace table found.filed_event_group_id as
select key as day
from changed_told_on
union distinct
select told_on as day
from group_members;

create or replace table found.filed_story_id as
select key as day
from changed_told_on
union distinct
select told_on as day
from main.article_revisions
where
    told_on in (select sought.day from sought_days as sought)
    and article_id in (
        select articles.article_id
        from main.articles
        where
            articles.told_on in (select sought.day from sought_days as sought)
            and articles.story_id in (select changed.key from changed_story_id as changed)
    );
