-- What a run wrote, and the expectations let pass, becomes part of the accepted tables, or none
-- of it does. What is read for the first time replaces nothing, and nothing is sought for it.
create or replace temp table replaced as
select
    kept.article_id,
    kept.revision
from main.article_revisions as kept
inner join staged.article_revisions as fresh
    on kept.article_id = fresh.article_id and kept.revision = fresh.revision;

create or replace temp table revised as
select article_id
from main.articles
where article_id in (select fresh.article_id from staged.articles as fresh);

merge into main.article_revisions as kept  -- noqa: PRS
using staged.article_revisions as fresh
    on (kept.article_id = fresh.article_id and kept.revision = fresh.revision)
when matched then update by name
when not matched then insert by name;

merge into main.articles as kept  -- noqa: PRS
using staged.articles as fresh
    on (kept.article_id = fresh.article_id)
when matched then update by name
when not matched then insert by name;

update main.articles
set
    story_id = stories.story_id,
    is_duplicate = stories.is_duplicate
from staged.stories
where
    articles.article_id = stories.article_id
    and (
        articles.story_id <> stories.story_id
        or articles.is_duplicate <> stories.is_duplicate
    );

delete from main.statements
where (article_id, revision) in (
    select (former.article_id, former.revision) from replaced as former
);

insert into main.statements by name
select * from staged.statements;

delete from main.events
where (article_id, revision) in (
    select (former.article_id, former.revision) from replaced as former
);

insert into main.events by name
select * from staged.events;

update main.events
set event_group_id = event_groups.event_group_id
from staged.event_groups
where events.event_id = event_groups.event_id;

delete from main.place_mentions
where (article_id, revision) in (
    select (former.article_id, former.revision) from replaced as former
);

insert into main.place_mentions by name
select * from staged.place_mentions;

delete from main.date_mentions
where (article_id, revision) in (
    select (former.article_id, former.revision) from replaced as former
);

insert into main.date_mentions by name
select * from staged.date_mentions;

delete from main.actors
where
    actor_id in (
        select former.actor_id
        from main.actor_mentions as former
        inner join replaced
            on former.article_id = replaced.article_id and former.revision = replaced.revision
    )
    and actor_id not in (select fresh.actor_id from staged.actors as fresh);

delete from main.actor_mentions
where (article_id, revision) in (
    select (former.article_id, former.revision) from replaced as former
);

insert into main.actor_mentions by name
select * from staged.actor_mentions;

merge into main.places as kept  -- noqa: PRS
using staged.places as fresh
    on (kept.place_id = fresh.place_id)
when matched then update by name
when not matched then insert by name;

merge into main.actors as kept  -- noqa: PRS
using staged.actors as fresh
    on (kept.actor_id = fresh.actor_id)
when matched then update by name
when not matched then insert by name;

delete from main.story_signatures
where article_id in (select known.article_id from revised as known);

insert into main.story_signatures
select * from staged.story_signatures;

delete from main.story_links
where article_id in (select known.article_id from revised as known);

delete from main.story_links
where other_article_id in (select known.article_id from revised as known);

insert into main.story_links
select * from staged.story_links;

update main.documents
set
    outcome = outcomes.outcome,
    method = outcomes.method
from staged.outcomes
where documents.document_id = outcomes.document_id;

delete from main.quarantine
where document_id in (
    select outcomes.document_id
    from staged.outcomes
    where outcomes.outcome <> 'rejected'
);

-- An earlier body of what has now been read.
delete from main.quarantine
where
    stage = 'extract'
    and (source_id, item) in (
        select
            documents.source_id,
            documents.name
        from main.documents
        inner join staged.outcomes on documents.document_id = outcomes.document_id
        where outcomes.outcome <> 'rejected'
    );

delete from main.quarantine
where
    stage in ('annotate', 'validate')
    and document_id in (
        select fresh.document_id
        from staged.article_revisions as fresh
        where fresh.annotate_method is not null
    );

-- Why an item was refused before is no longer so where it is refused for another reason.
delete from main.quarantine
where
    quarantine_id not in (select quarantine.quarantine_id from staged.quarantine)
    and (stage, source_id, item) in (
        select
            quarantine.stage,
            quarantine.source_id,
            quarantine.item
        from staged.quarantine
    );

merge into main.quarantine as kept  -- noqa: PRS
using staged.quarantine as fresh
    on (kept.quarantine_id = fresh.quarantine_id)
when matched then update set
    last_seen_at = fresh.last_seen_at,
    message = fresh.message,
    document_id = fresh.document_id,
    raw_ref = fresh.raw_ref
when not matched then insert by name;
