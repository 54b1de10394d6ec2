-- What is planned for the next days, each plan of somebody once, as it was told first?
-- $from: first day; default (select max(published_at)::date from articles)
-- $days: how many days, that one included; default 14
select
    date_start,
    date_end,
    event_type,
    source_actor_names,
    target_actor_names,
    place_name,
    count(distinct source_id) over plan as source_count,
    sentence,
    url
from marts.events
where
    occurrence = 'planned'
    and date_end >= $from::date
    and date_start < $from::date + $days::integer
window plan as (partition by event_group_id, source_actor_names, target_actor_names)
qualify row_number() over (plan order by published_at, event_id) = 1
order by date_start, event_id
