-- Who does what to whom?
select
    source_actor_names,
    event_type,
    target_actor_names,
    count(distinct event_group_id) as event_count
from marts.events
where occurrence in ('happened', 'ongoing') and len(source_actor_names) > 0
group by all
order by event_count desc, event_type asc, source_actor_names asc, target_actor_names asc
limit 50
