-- One row per article of the briefing: the newest of the period, as many as fit into the page.
-- $1 is the first day and $2 the last; $3 the bytes that fit; $4 those of the largest article.
-- An article without a date, or with one to come, counts by when it was first seen.
create or replace temp table shown_articles as
with

dated as (
    select
        *,
        if(published_at <= fetched_at, published_at, first_seen_at) as shown_at,
        event_count + statement_count > 0 as is_read,
        300 + 350 * event_count + 220 * statement_count + 70 * place_count
        + if(event_count + statement_count > 0, strlen(text), 0) as byte_estimate
    from marts.articles
    where told_on >= $1::date  -- a day that is shown is never later; files of before stay closed
),

fitting as (
    select
        *,
        sum(byte_estimate) over (order by shown_at desc, article_id asc) as bytes_so_far
    from dated
    where
        shown_at::date between $1::date and $2::date
        and byte_estimate <= $4
)

select
    article_id,
    revision,
    told_on,
    shown_at,
    is_read,
    row_number() over (order by shown_at desc, article_id asc) - 1 as article
from fitting
where bytes_so_far <= $3;
