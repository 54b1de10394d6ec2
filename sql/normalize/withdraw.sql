-- The bodies of temp table withdrawn are refused, and the pages that they came for are given up:
-- `dateline retry` asks for them anew.
update main.documents
set outcome = 'rejected'
where document_id in (select gone.document_id from withdrawn as gone);

update main.pages
set
    next_check_at = null,
    body_hash = null,
    etag = null,
    last_modified = null
where url in (select gone.name from withdrawn as gone);
