-- One row per happening that is to be counted again for a day, type and country of changed_count. What
-- is exact of these days' is sought first: its group and place cost more to read than all else of it.
create or replace table found.counted_mentions as
select
    rowid as chosen,
    told_on
from main.events
where
    told_on in (select begun.day from begun_days as begun)
    and date_start in (select changed_count.day from changed_count)
    and date_precision in ('time', 'day')
    and (date_start, event_type) in (
        select (changed_count.day, changed_count.event_type)
        from changed_count
    );

create or replace table found.counted_groups as
with

counted as (
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
