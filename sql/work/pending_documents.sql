-- One row per document that waits to be extracted, oldest first, at most $1 of them.
-- All waiting bodies of one article come in one batch, so that their revisions are counted together.
with

waiting as (
    select
        *,
        min(fetched_at) over (partition by article_id) as waits_since
    from main.documents
    where outcome = 'pending'
),

ranked as (
    select
        *,
        dense_rank() over (order by waits_since, article_id) as article_rank
    from waiting
)

select * exclude (waits_since, article_rank, outcome, method)
from ranked
where article_rank <= $1
order by fetched_at, document_id
