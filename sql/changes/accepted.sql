-- One row per article that accepting what is staged changes, or whose rows show what it changes.
create or replace temp table noted_articles as
with

renamed_actors as (
    select kept.actor_id
    from main.actors as kept
    inner join staged.actors as fresh on kept.actor_id = fresh.actor_id
    where
        kept.name <> fresh.name
        or kept.kind <> fresh.kind
        or kept.country_code is distinct from fresh.country_code
        or kept.sector is distinct from fresh.sector
),

moved_places as (
    select kept.place_id
    from main.places as kept
    inner join staged.places as fresh on kept.place_id = fresh.place_id
    where
        (kept.name, kept.kind) <> (fresh.name, fresh.kind)
        or kept.latitude is distinct from fresh.latitude
        or kept.longitude is distinct from fresh.longitude
        or kept.country_code is distinct from fresh.country_code
        or kept.admin1_code is distinct from fresh.admin1_code
        or kept.admin1_name is distinct from fresh.admin1_name
        or kept.population is distinct from fresh.population
)

select article_id
from staged.article_revisions
union distinct
select article_id
from staged.articles
union distinct
select article_id
from main.documents
where document_id in (select outcomes.document_id from staged.outcomes)
union distinct
select stories.article_id
from staged.stories
inner join main.articles on stories.article_id = articles.article_id
where
    articles.story_id <> stories.story_id
    or articles.is_duplicate <> stories.is_duplicate
union distinct
select article_id
from main.events
where event_id in (select regrouped.event_id from staged.event_groups as regrouped)
union distinct
select article_id
from main.actor_mentions
where actor_id in (select renamed.actor_id from renamed_actors as renamed)
union distinct
select article_id
from main.statements
where actor_id in (select renamed.actor_id from renamed_actors as renamed)
union distinct
select article_id
from main.events
where claimant_actor_id in (select renamed.actor_id from renamed_actors as renamed)
union distinct
select article_id
from main.place_mentions
where place_id in (select moved.place_id from moved_places as moved)
union distinct
select article_id
from main.events
where place_id in (select moved.place_id from moved_places as moved);
