-- One row per source: how it answers and what came of it.
-- Key: source_id.
-- Sorted by: kind, name, source_id.
-- Volatile: every poll changes it, so alone it makes no new version.
-- Columns:
--   url: address that is polled
--   fetch_count: requests recorded
--   failed_count: of these, neither answered nor unchanged
--   byte_count: bytes received
--   last_fetched_at: UTC instant of the last request
--   article_count: articles that came through it
--   last_published_at: UTC instant of its latest dated article
--   quarantine_count: items of it in quarantine
with

fetch_counts as (
    select
        source_id,
        count(*) as fetch_count,
        count(*) filter (where outcome not in ('ok', 'not_modified')) as failed_count,
        (sum(byte_count))::bigint as byte_count,
        max(started_at) as last_fetched_at
    from fetches
    group by source_id
),

article_counts as (
    select
        source_id,
        count(*) as article_count,
        max(published_at) as last_published_at
    from articles
    group by source_id
),

quarantine_counts as (
    select
        source_id,
        count(*) as quarantine_count
    from quarantine
    group by source_id
)

select
    sources.source_id,
    sources.kind,
    sources.name,
    sources.url,
    sources.last_polled_at,
    sources.last_success_at,
    sources.last_outcome,
    sources.last_message,
    sources.failure_count,
    coalesce(fetch_counts.fetch_count, 0) as fetch_count,
    coalesce(fetch_counts.failed_count, 0) as failed_count,
    coalesce(fetch_counts.byte_count, 0) as byte_count,
    fetch_counts.last_fetched_at,
    coalesce(article_counts.article_count, 0) as article_count,
    article_counts.last_published_at,
    coalesce(quarantine_counts.quarantine_count, 0) as quarantine_count
from sources
left join fetch_counts on sources.source_id = fetch_counts.source_id
left join article_counts on sources.source_id = article_counts.source_id
left join quarantine_counts on sources.source_id = quarantine_counts.source_id
