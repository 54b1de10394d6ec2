-- One row: what the whole warehouse holds, and the newest day that it tells of.
select
    count(*) as article_count,
    count(distinct source_id) as outlet_count,
    coalesce(sum(event_count), 0)::bigint as event_count,
    coalesce(sum(statement_count), 0)::bigint as statement_count,
    min(if(published_at <= fetched_at, published_at, first_seen_at))::date as first_day,
    max(if(published_at <= fetched_at, published_at, first_seen_at))::date as last_day
from marts.articles
