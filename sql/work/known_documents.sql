-- One row per body that is stored.
select document_id
from main.documents
order by document_id
