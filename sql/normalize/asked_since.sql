-- One row per article with a body fetched since $1: asked_again, for wait_again.sql.
create or replace temp table asked_again as
select distinct article_id
from main.documents
where fetched_at >= $1;
