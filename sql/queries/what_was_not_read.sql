-- What could not be read, and how is it tried again?
select
    last_seen_at,
    stage,
    reason,
    item,
    message,
    retry
from quarantine
order by last_seen_at desc, quarantine_id asc
