-- Runs and requests from before $1 leave their tables. The latest answer of each robots.txt stays:
-- it is what the next request goes by.
delete from main.runs
where started_at < $1;

delete from main.fetches
where
    started_at < $1
    and fetch_id not in (
        select arg_max(kept.fetch_id, (kept.started_at, kept.fetch_id))
        from main.fetches as kept
        where kept.purpose = 'robots'
        group by kept.url
    );
