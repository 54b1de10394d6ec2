-- One row per article whose page was fetched and read, of those with these article_ids ($1).
select article_id
from main.pages
where
    body_hash is not null
    and article_id in (select unnest($1))
order by article_id
