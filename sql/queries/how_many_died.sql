-- Which events cost lives, and how far do the figures differ?
select
    min(date_start) as date_start,
    any_value(place_name order by event_id)
        filter (where place_basis in ('clause', 'sentence')) as place_name,  -- not where it was written
    case when min(dead_min) is not null then least(min(dead_min), min(dead_max)) end as least,
    case when max(dead_max) is not null then greatest(max(dead_min), max(dead_max)) end as most,
    count(distinct source_id) as source_count,
    any_value(sentence order by event_id) as sentence
from marts.events
where greatest(dead_min, dead_max) > 0 and occurrence in ('happened', 'ongoing')
group by event_group_id
order by coalesce(most, least) desc, event_group_id asc
