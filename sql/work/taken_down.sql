-- One row per tombstone that was set for $1: the key, or what the operator named.
select tombstone_id
from main.tombstones
where
    tombstone_id = $1
    or name = $1
order by tombstone_id
