-- What stands in quarantine may be tried again: refused bodies wait, refused seeds are unknown,
-- and pages that were given up are due, as if nobody had asked for them.
update main.documents
set outcome = 'pending'
where
    outcome = 'rejected'
    and document_id in (
        select refused.document_id
        from main.quarantine as refused
        where refused.stage in ('extract', 'validate')
    );

update main.pages
set next_check_at = '1970-01-01 00:00:00+00'::timestamptz, failure_count = 0
where
    next_check_at is null
    and body_hash is null
    and url in (
        select refused.item
        from main.quarantine as refused
        where refused.stage = 'ingest'
    );

delete from main.quarantine
where
    stage = 'ingest'
    and document_id is not null
    and document_id not in (select documents.document_id from main.documents);
