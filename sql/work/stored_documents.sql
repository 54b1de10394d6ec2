-- One row per body that is stored, of those with these document_ids ($1).
select document_id
from main.documents
where document_id in (select unnest($1))
order by document_id
