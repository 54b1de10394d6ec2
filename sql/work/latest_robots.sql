-- One row per robots.txt: the latest request for it.
select *
from main.fetches
where purpose = 'robots'
qualify row_number() over (partition by url order by started_at desc, fetch_id asc) = 1
order by url
