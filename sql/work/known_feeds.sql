-- One row per feed that was ever polled.
select *
from main.sources
where kind = 'feed'
order by source_id
