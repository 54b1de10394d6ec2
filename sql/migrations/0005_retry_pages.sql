-- Pages that were given up are asked for again by `dateline retry`: no run ever asks for them.
update main.quarantine
set retry = 'dateline retry'
where
    stage = 'ingest'
    and retry = 'dateline run'
    and item in (select pages.url from main.pages);
