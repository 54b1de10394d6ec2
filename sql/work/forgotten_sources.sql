-- One row per source that was taken down.
select tombstone_id as source_id
from main.tombstones
where kind = 'source'
order by source_id
