-- What the expectations refuse leaves schema staged: the revisions in temp table set_aside, with
-- all that was read out of them. Later revisions of the same articles leave with them and wait
-- again: they will follow the revision that then stands before them.
create or replace temp table leaving as
select
    fresh.article_id,
    fresh.revision,
    fresh.document_id,
    fresh.revision = refused.first_revision as is_refused
from staged.article_revisions as fresh
inner join (
    select
        article_id,
        min(revision) as first_revision
    from set_aside
    group by article_id
) as refused
    on
        fresh.article_id = refused.article_id
        and fresh.revision >= refused.first_revision
-- Where what is accepted is read again, every revision stands for itself.
where
    fresh.revision = refused.first_revision
    or fresh.document_id in (select outcomes.document_id from staged.outcomes)
    or (fresh.article_id, fresh.revision) in (select (article_id, revision) from set_aside);

delete from staged.statements
where (article_id, revision) in (select (gone.article_id, gone.revision) from leaving as gone);

delete from staged.events
where (article_id, revision) in (select (gone.article_id, gone.revision) from leaving as gone);

delete from staged.place_mentions
where (article_id, revision) in (select (gone.article_id, gone.revision) from leaving as gone);

delete from staged.date_mentions
where (article_id, revision) in (select (gone.article_id, gone.revision) from leaving as gone);

delete from staged.actor_mentions
where (article_id, revision) in (select (gone.article_id, gone.revision) from leaving as gone);

delete from staged.article_revisions
where (article_id, revision) in (select (gone.article_id, gone.revision) from leaving as gone);

delete from staged.places
where
    place_id not in (
        select mentions.place_id
        from staged.place_mentions as mentions
        where mentions.place_id is not null
    )
    and place_id not in (
        select events.place_id
        from staged.events
        where events.place_id is not null
    );

update staged.outcomes
set outcome = 'rejected'
from leaving
where outcomes.document_id = leaving.document_id and leaving.is_refused;

delete from staged.outcomes
where
    document_id in (
        select waiting.document_id
        from leaving as waiting
        where not waiting.is_refused
    );

-- What compares texts is made again over those that are left.
delete from staged.actors;

delete from staged.articles;

delete from staged.story_signatures;

delete from staged.story_links;

delete from staged.stories;

delete from staged.event_groups;

update staged.events
set event_group_id = event_id;
