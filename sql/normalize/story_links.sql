-- One row per pair of near-duplicates of which this run read one: a shared band, texts at most
-- thirty days apart, and at least $1 of the signature's values alike. Only what lies between the
-- days $2 and $3, thirty days around this batch, is looked at. Sketches, which differ in no more
-- places than signatures do, rule out most pairs before the lists, which are heavy to carry
-- through a join, are fetched and compared.
insert into staged.story_links
with

sketches as (
    select
        article_id,
        seen_on,
        sketch
    from staged.story_signatures
    union all
    select
        article_id,
        seen_on,
        sketch
    from main.story_signatures
    where
        seen_on between $2 and $3
        and article_id not in (select fresh.article_id from staged.story_signatures as fresh)
),

signatures as (
    select
        article_id,
        signature
    from staged.story_signatures
    union all
    select
        article_id,
        signature
    from main.story_signatures
    where
        seen_on between $2 and $3
        and article_id not in (select fresh.article_id from staged.story_signatures as fresh)
),

-- What stands in main of an article that is read again is its old text's, and only costs a look.
met as (
    select
        mine.article_id,
        other.article_id as other_id
    from staged.story_bands as mine
    inner join main.story_bands as other on mine.band = other.band
    where
        mine.article_id <> other.article_id
        and other.seen_on between $2 and $3
    union distinct
    select
        mine.article_id,
        other.article_id as other_id
    from staged.story_bands as mine
    inner join staged.story_bands as other on mine.band = other.band
    where mine.article_id < other.article_id
),

near as materialized (
    select
        met.article_id,
        met.other_id
    from met
    inner join staged.story_signatures as mine on met.article_id = mine.article_id
    inner join sketches as other on met.other_id = other.article_id
    where
        abs(mine.seen_on - other.seen_on) <= 30
        and coalesce(hamming(mine.sketch, other.sketch), 0) <= len(mine.sketch) * (1 - $1)
),

compared as (
    select distinct
        least(near.article_id, near.other_id) as article_id,
        greatest(near.article_id, near.other_id) as other_article_id,
        len(list_filter(
            list_zip(mine.signature, other.signature),
            lambda pair: pair[1] = pair[2]
        )) / len(mine.signature) as similarity_share
    from near
    inner join staged.story_signatures as mine on near.article_id = mine.article_id
    inner join signatures as other on near.other_id = other.article_id
)

select * from compared
where similarity_share >= $1;
