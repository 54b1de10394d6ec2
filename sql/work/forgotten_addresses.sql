-- One row per address of an article that is to be taken down and still stands.
with

doomed as (
    select
        url,
        canonical_url
    from main.documents
    where
        outcome <> 'forgotten'
        and (
            article_id in (select tombstones.tombstone_id from main.tombstones)
            or source_id in (select tombstones.tombstone_id from main.tombstones)
        )
)

select url as address
from doomed
where url is not null
union distinct
select canonical_url as address
from doomed
where canonical_url is not null
order by address
