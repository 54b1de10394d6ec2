-- One row per body of a seed that is stored or in quarantine already.
select documents.document_id
from main.documents
inner join main.sources on documents.source_id = sources.source_id
where sources.kind = 'seeds'
union distinct
select document_id
from main.quarantine
where stage = 'ingest' and document_id is not null
order by document_id
