-- One row per pair of near-duplicates, by their places in the list of members ($1, from 1): this
-- batch's, and those accepted that it does not replace.
with

members as (
    select
        unnest($1) as article_id,
        generate_subscripts($1, 1)::integer as place
),

links as (
    select
        article_id,
        other_article_id
    from staged.story_links
    union all
    select
        article_id,
        other_article_id
    from main.story_links
    where
        article_id not in (select fresh.article_id from staged.story_signatures as fresh)
        and other_article_id not in (select fresh.article_id from staged.story_signatures as fresh)
)

select
    mine.place,
    other.place as other_place
from links
inner join members as mine on links.article_id = mine.article_id
inner join members as other on links.other_article_id = other.article_id
