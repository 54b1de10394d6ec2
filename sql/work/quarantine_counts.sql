-- One row per stage and reason of what stands in quarantine, the most frequent first.
select
    stage,
    reason,
    count(*) as item_count,
    max(last_seen_at) as last_seen_at,
    arg_max(message, (last_seen_at, quarantine_id)) as example,
    max(retry) as retry
from main.quarantine
group by stage, reason
order by item_count desc, stage asc, reason asc
