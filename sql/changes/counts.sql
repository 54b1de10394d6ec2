-- One row per day, type and country under which a mention of a changed happening counts or counted,
-- and the mentions that are to be counted again for them: what an outlet asserts anywhere decides
-- for the whole of a happening, so all mentions of it come along.
create or replace temp table changed_count as
select
    events.date_start as day,
    events.event_type,
    places.country_code
from near_events as events
left join main.places on events.place_id = places.place_id
where
    events.near_row in (select group_events.chosen from group_events)
    and events.date_start is not null
    and events.date_precision in ('time', 'day')
union distinct
select
    events.date_start as day,
    events.event_type,
    places.country_code
from before_events as events
left join before_places as places on events.place_id = places.place_id
where
    events.event_group_id in (select changed.key from changed_event_group_id as changed)
    and events.date_start is not null
    and events.date_precision in ('time', 'day');

create or replace temp table counted_groups as
with

dated as (
    select
        events.event_group_id,
        events.date_start,
        events.event_type,
        places.country_code
    from main.events
    left join main.places on events.place_id = places.place_id
    where
        events.date_start in (select changed_count.day from changed_count)
        and events.date_precision in ('time', 'day')
)

select distinct dated.event_group_id
from dated
inner join changed_count
    on
        dated.date_start = changed_count.day
        and dated.event_type = changed_count.event_type
        and dated.country_code is not distinct from changed_count.country_code;

create or replace temp table count_events as
select
    rowid as chosen,
    told_on
from main.events
where event_group_id in (select counted.event_group_id from counted_groups as counted);
