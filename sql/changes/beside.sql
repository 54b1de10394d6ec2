-- One row per mention of a happening that is counted, or stands in a row of events_plover, beside
-- one that has changed: what an outlet asserts anywhere decides for the whole of a happening, so all
-- mentions of it come along.
create or replace table found.beside_events as
select
    rowid as chosen,
    event_group_id,
    told_on
from main.events
where
    told_on in (select sought.day from sought_days as sought)
    and event_group_id in (
        select counted_groups.event_group_id
        from counted_groups
        union distinct
        select dyad_groups.event_group_id
        from dyad_groups
    );

create or replace table found.count_events as
select chosen
from beside_events
where event_group_id in (select counted_groups.event_group_id from counted_groups);

create or replace table found.dyad_events as
select chosen
from beside_events
where event_group_id in (select dyad_groups.event_group_id from dyad_groups);
