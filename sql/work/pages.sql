-- One row per page of these articles ($1) that feeds have led to.
select *
from main.pages
where article_id in (select unnest($1))
order by article_id
