-- One row per key that a mart is made anew for, a table for each kind of key: but for the days on
-- which texts are told, which follow in reached.sql.
create or replace table found.changed_fetched_on as
select distinct day as key
from main.changes
where kind = 'fetched_on';

create or replace table found.changed_week_start as
select distinct day as key
from main.changes
where kind = 'week';

create or replace table found.changed_saying as
select distinct
    name as key,
    day as week_start
from main.changes
where kind = 'saying';

create or replace table found.changed_event_group_id as
select distinct name as key
from main.changes
where kind = 'event_group';

create or replace table found.changed_story_id as
select distinct name as key
from main.changes
where kind = 'story';

-- One row per day on which a row of a key may be told that was sought: flows/publish/days.py adds
-- those that nothing was noted of.
create or replace table found.sought_days as
select distinct day
from main.changes
where kind in ('event_group', 'story', 'article') and day is not null;

-- One row per day on which a saying of a changed week may be told for whose day the text has a date.
create or replace table found.said_days as
select distinct day
from main.changes
where kind = 'said' and day is not null;
