-- One row per article that this run read: its newest revision, with its story.
insert into staged.articles by name
with

newest as (
    select *
    from staged.article_revisions
    qualify row_number() over (partition by article_id order by revision desc) = 1
)

select
    newest.* exclude (added, removed, previous_title),
    coalesce(stories.story_id, newest.article_id) as story_id,
    coalesce(stories.is_duplicate, false) as is_duplicate
from newest
left join staged.stories on newest.article_id = stories.article_id
left join main.articles as accepted on newest.article_id = accepted.article_id
where accepted.revision is null or accepted.revision <= newest.revision;
