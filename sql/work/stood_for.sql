-- One row per body that came from an address of $1 (without query) for another article than it
-- was taken for: the page that was asked for is none of that name.
select
    documents.document_id,
    documents.article_id,
    documents.source_id,
    documents.name,
    documents.url,
    documents.raw_ref
from main.documents
inner join main.pages on documents.name = pages.url
where
    split_part(documents.url, '?', 1) in (select unnest($1))
    and documents.article_id <> pages.article_id
    and documents.outcome not in ('rejected', 'forgotten')
order by documents.document_id
