-- One row per day, type and country under which a mention of a changed happening counts or counted,
-- and the happenings that are to be counted again for them.
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

-- What is exact of these days' is sought in their rows alone: words cost more than days, and in one
-- statement DuckDB would compare the words of all rows.
create or replace temp table begun_mentions as
select
    rowid as chosen,
    told_on,
    date_start,
    date_precision,
    event_type
from main.events
where date_start in (select changed_count.day from changed_count);

create or replace temp table counted_mentions as
select
    chosen,
    told_on
from begun_mentions
where
    date_precision in ('time', 'day')
    and (date_start, event_type) in (
        select (changed_count.day, changed_count.event_type)
        from changed_count
    );

create or replace temp table counted_groups as
with

counted as materialized (
    select
        event_group_id,
        event_type,
        date_start,
        place_id
    from main.events
    where
        told_on in (select near.told_on from counted_mentions as near)
        and rowid in (select near.chosen from counted_mentions as near)
)

select distinct counted.event_group_id
from counted
left join main.places on counted.place_id = places.place_id
inner join changed_count
    on
        counted.date_start = changed_count.day
        and counted.event_type = changed_count.event_type
        and places.country_code is not distinct from changed_count.country_code;
