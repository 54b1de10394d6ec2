-- One row per day on which bodies were fetched that wait to be read.
insert into main.changes
select distinct
    'fetched_on' as kind,
    null as name,
    (fetched_at)::date as day
from main.documents
where outcome = 'pending';
