-- One row per pair of near-duplicates of which this run read one (temp views met_within and
-- met_stored). What a block says of a text that was read anew, is read in this run or is gone is
-- left out.
insert into staged.story_links
with

pairs as (
    select
        article_id,
        other_id,
        similarity_share
    from met_within
    union all
    select
        met_stored.article_id,
        met_stored.other_id,
        met_stored.similarity_share
    from met_stored
    inner join main.story_signatures as other
        on
            met_stored.other_id = other.article_id
            and met_stored.other_hash = other.text_hash
            and '1970-01-01'::date + met_stored.other_day = other.seen_on
    where met_stored.other_id not in (select fresh.article_id from staged.story_signatures as fresh)
)

select distinct
    least(article_id, other_id) as article_id,
    greatest(article_id, other_id) as other_article_id,
    similarity_share
from pairs;
