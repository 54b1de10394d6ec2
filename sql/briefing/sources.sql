-- One row per source, those in trouble first.
select
    name,
    kind,
    url,
    last_polled_at,
    last_success_at,
    last_outcome,
    last_message,
    failure_count,
    article_count,
    last_published_at,
    quarantine_count
from marts.source_health
order by failure_count desc, quarantine_count desc, article_count desc, name asc, source_id asc
