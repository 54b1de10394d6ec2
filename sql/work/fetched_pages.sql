-- One row per article whose page was fetched and read.
select article_id
from main.pages
where body_hash is not null
order by article_id
