-- One row per key that a mart is made anew for, a table for each kind of key; and one per day
-- under which rows of such a key may be filed.
create or replace temp table changed_told_on as
select distinct day as key
from main.changes
where kind = 'told_on'
union distinct
select told_on as key
from main.articles
where
    story_id in (
        select changes.name
        from main.changes
        where changes.kind = 'story'
    );

create or replace temp table changed_fetched_on as
select distinct day as key
from main.changes
where kind = 'fetched_on';

create or replace temp table changed_week_start as
select distinct day as key
from main.changes
where kind = 'week';

create or replace temp table changed_saying as
select distinct
    name as key,
    day as week_start
from main.changes
where kind = 'saying';

create or replace temp table filed_saying as
select distinct week_start as day
from changed_saying;

create or replace temp table changed_event_group_id as
select distinct name as key
from main.changes
where kind = 'event_group';

create or replace temp table changed_story_id as
select distinct name as key
from main.changes
where kind = 'story';

create or replace temp table group_members as
select
    rowid as chosen,
    event_group_id,
    told_on
from main.events
where event_group_id in (select changed.key from changed_event_group_id as changed);

create or replace temp table filed_event_group_id as
select key as day
from changed_told_on
union distinct
select told_on as day
from group_members;

create or replace temp table filed_story_id as
select key as day
from changed_told_on
union distinct
select told_on as day
from main.article_revisions
where
    article_id in (
        select articles.article_id
        from main.articles
        where articles.story_id in (select changed.key from changed_story_id as changed)
    );
