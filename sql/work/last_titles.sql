-- One row per source of the list $1: the title of the item that it gave last.
select
    source_id,
    arg_max(title, (first_seen_at, sighting_id)) as title
from main.sightings
where
    source_id in (select unnest($1))
    and title is not null
group by source_id
order by source_id
