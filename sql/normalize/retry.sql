-- What stands in quarantine may be tried again: refused bodies wait, refused seeds are unknown.
update main.documents
set outcome = 'pending'
where
    outcome = 'rejected'
    and document_id in (
        select refused.document_id
        from main.quarantine as refused
        where refused.stage in ('extract', 'validate')
    );

delete from main.quarantine
where
    stage = 'ingest'
    and document_id is not null
    and document_id not in (select documents.document_id from main.documents);
