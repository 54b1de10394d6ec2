-- One row per article that has got a body older than what was read of it already (an archive came
-- late): asked_again, for wait_again.sql, so that its revisions are counted from the oldest on.
create or replace temp table asked_again as
select distinct waiting.article_id
from main.documents as waiting
inner join main.articles as known on waiting.article_id = known.article_id
where waiting.outcome = 'pending' and waiting.fetched_at < known.fetched_at;
