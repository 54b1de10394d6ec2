-- Which events cost lives, and how far do the figures differ?
select
    min(date_start) as date_start,
    any_value(place_name order by event_id) filter (where place_name is not null) as place_name,
    min(dead_min) as least,
    max(dead_max) as most,
    count(distinct source_id) as source_count,
    any_value(sentence order by event_id) as sentence
from marts.events
where dead_max > 0 and occurrence in ('happened', 'ongoing')
group by event_group_id
order by most desc, event_group_id asc
