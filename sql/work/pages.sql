-- One row per page that feeds have led to.
select *
from main.pages
order by article_id
