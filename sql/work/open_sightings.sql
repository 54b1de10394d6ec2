-- One row per item of a feed whose page was never fetched, has changed in the feed, or is due at $1.
-- A page is also due where a clock that ran ahead has set when: so far off no pause is, or it was
-- looked at in what is now the future.
-- Of several items of one feed that lead to one page the newest speaks for it: two that differ
-- would ask for the page for ever. Pages that may be open are found first, by few columns: to order
-- all items that were ever seen costs by what is stored.
with

open_pages as (
    select sightings.article_id
    from main.sightings
    left join main.pages on sightings.article_id = pages.article_id
    where
        pages.article_id is null
        or pages.next_check_at <= $1
        or pages.next_check_at > $1 + interval 7 days
        or (pages.next_check_at is not null and pages.last_fetched_at > $1)
        or (
            sightings.source_id = pages.source_id
            and sightings.fingerprint <> coalesce(pages.fingerprint, '')
        )
),

newest as (
    select *
    from main.sightings
    where article_id in (select open_pages.article_id from open_pages)
    qualify row_number() over (
        partition by source_id, article_id
        order by last_seen_at desc, sighting_id asc
    ) = 1
)

select newest.*
from newest
left join main.pages on newest.article_id = pages.article_id
where
    (
        pages.article_id is null
        or pages.next_check_at <= $1
        or pages.next_check_at > $1 + interval 7 days
        or (pages.next_check_at is not null and pages.last_fetched_at > $1)
        or (
            newest.source_id = pages.source_id
            and newest.fingerprint <> coalesce(pages.fingerprint, '')
        )
    )
    and newest.article_id not in (select tombstones.tombstone_id from main.tombstones)
    and newest.source_id not in (select tombstones.tombstone_id from main.tombstones)
order by newest.first_seen_at, newest.source_id, newest.sighting_id
