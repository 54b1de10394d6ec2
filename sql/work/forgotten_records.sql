-- One row per record of the archive that belongs to something taken down.
select distinct documents.raw_ref
from main.documents
where
    documents.outcome <> 'forgotten'
    and (
        documents.article_id in (select tombstones.tombstone_id from main.tombstones)
        or documents.source_id in (select tombstones.tombstone_id from main.tombstones)
    )
order by documents.raw_ref
