-- What does one side affirm and another deny?
select
    date_start,
    event_type,
    place_name,
    affirming_names,
    denying_names,
    affirming_example,
    denying_example
from marts.contradictions
order by last_published_at desc, event_group_id asc
