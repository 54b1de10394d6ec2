-- One row per key that has changed of those of all_days.sql, and day on which a row of it was told
-- before or is told now.
select distinct
    md5_number_lower(name) as key,
    date_diff('day', date '1970-01-01', day) as day
from main.changes
where kind in ('event_group', 'story', 'article', 'said', 'begun') and day is not null
