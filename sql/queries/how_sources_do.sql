-- How do the sources answer, and what comes of them?
select
    name,
    last_outcome,
    last_success_at,
    failure_count,
    article_count,
    quarantine_count
from marts.source_health
order by failure_count desc, name asc
