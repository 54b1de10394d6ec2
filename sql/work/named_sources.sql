-- One row per source that $1 names, by its key, its address or its title.
select source_id
from main.sources
where
    source_id = $1
    or url = $1
    or home_url = $1
    or name = $1
order by source_id
