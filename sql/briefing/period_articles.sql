-- One row per article of the days from $1 to $2, with the bytes that it takes on the page.
-- An article without a date, or with one to come, counts by when it was first seen.
create or replace temp table period_articles as
with

dated as (
    select
        article_id,
        revision,
        told_on,
        if(published_at <= fetched_at, published_at, first_seen_at) as shown_at,
        event_count + statement_count > 0 as is_read,
        300 + 350 * event_count + 220 * statement_count + 70 * place_count
        + if(event_count + statement_count > 0, strlen(text), 0) as byte_estimate
    from marts.articles
    where told_on >= $1::date  -- a day that is shown is never later; files of before stay closed
)

select *
from dated
where shown_at::date between $1::date and $2::date;
