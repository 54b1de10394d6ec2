-- One row per address or title of an article that is to be taken down and still stands.
select distinct unnest([url, canonical_url]) as address
from main.documents
where
    documents.outcome <> 'forgotten'
    and (
        documents.article_id in (select tombstones.tombstone_id from main.tombstones)
        or documents.source_id in (select tombstones.tombstone_id from main.tombstones)
    )
qualify address is not null
order by address
