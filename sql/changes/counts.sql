-- One row per day, type and country under which a mention of a changed happening counts or counted,
-- and the happenings that are to be counted again for them.
create or replace table found.changed_count as
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

-- One row per day on which a mention dated to a changed day, of its type, may be told: flows/publish/days.py
-- adds those that nothing was noted of.
create or replace table found.begun_days as
select distinct day
from main.changes
where kind = 'begun' and day is not null;
