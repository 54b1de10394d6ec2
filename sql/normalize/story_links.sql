-- One row per pair of near-duplicates of which this run read one: a shared band, texts at most
-- thirty days apart, and at least $1 of the signature's values alike. Sketches, which differ in no
-- more places than signatures do, rule out most pairs before the lists are compared.
insert into staged.story_links
with

fresh as (
    select * from staged.story_signatures
),

near_days as (
    select distinct unnest(range(seen_on - 30, seen_on + 31, interval 1 day))::date as day
    from fresh
),

known as (
    select * from fresh
    union all
    select * from main.story_signatures
    where
        seen_on in (select near_days.day from near_days)
        and article_id not in (select fresh.article_id from fresh)
),

known_bands as (
    select * from staged.story_bands
    union all
    select * from main.story_bands
    where
        seen_on in (select near_days.day from near_days)
        and article_id not in (select fresh.article_id from fresh)
),

pairs as (
    select distinct
        least(mine.article_id, other.article_id) as article_id,
        greatest(mine.article_id, other.article_id) as other_article_id
    from staged.story_bands as mine
    inner join known_bands as other
        on
            mine.band = other.band
            and mine.article_id <> other.article_id
            and abs(mine.seen_on - other.seen_on) <= 30
),

alike as (
    select
        pairs.*,
        mine.signature,
        other.signature as other_signature
    from pairs
    inner join known as mine on pairs.article_id = mine.article_id
    inner join known as other on pairs.other_article_id = other.article_id
    where
        coalesce(hamming(mine.sketch, other.sketch), 0) <= len(mine.signature) * (1 - $1)
),

compared as (
    select
        article_id,
        other_article_id,
        len(list_filter(
            list_zip(signature, other_signature),
            lambda pair: pair[1] = pair[2]
        )) / len(signature) as similarity_share
    from alike
)

select * from compared
where similarity_share >= $1;
