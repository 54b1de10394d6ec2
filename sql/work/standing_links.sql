-- One row per pair of near-duplicates: this batch's, and those accepted that it does not replace.
select
    article_id,
    other_article_id
from staged.story_links
union distinct
select
    article_id,
    other_article_id
from main.story_links
where
    article_id in (select unnest($1))
    and article_id not in (select signed.article_id from staged.story_signatures as signed)
    and other_article_id not in (select signed.article_id from staged.story_signatures as signed)
order by article_id, other_article_id
