-- What is planned for the next days?
-- $from: first day; default (select max(published_at)::date from articles)
-- $days: how many days, that one included; default 14
select
    date_start,
    date_end,
    event_type,
    source_actor_names,
    target_actor_names,
    place_name,
    sentence,
    url
from marts.events
where
    occurrence = 'planned'
    and date_end >= $from::date
    and date_start < $from::date + $days::integer
order by date_start, event_id
