-- One row per item of a feed whose page was never fetched, has changed in the feed, or is due at $1.
select sightings.*
from main.sightings
left join main.pages on sightings.article_id = pages.article_id
where
    pages.article_id is null
    or pages.next_check_at <= $1
    or (
        sightings.source_id = pages.source_id
        and sightings.fingerprint <> coalesce(pages.fingerprint, '')
    )
order by sightings.first_seen_at, sightings.source_id, sightings.sighting_id
