-- What has a tombstone leaves every table; that it was there, and its bodies' hashes, stay, so
-- that the same body is not taken in again.
update main.documents
set
    outcome = 'forgotten',
    url = null,
    canonical_url = null,
    name = 'taken down',
    hint_title = null,
    hint_authors = [],
    hint_summary = null
where article_id in (select gone.article_id from forgotten as gone);

delete from main.quarantine
where
    document_id in (
        select documents.document_id
        from main.documents
        where documents.outcome = 'forgotten'
    )
    or item in (
        select unnest([articles.article_id, articles.url, articles.canonical_url])
        from main.articles
        where articles.article_id in (select gone.article_id from forgotten as gone)
    )
    or source_id in (select tombstones.tombstone_id from main.tombstones);

delete from main.sightings
where article_id in (select gone.article_id from forgotten as gone);

delete from main.pages
where article_id in (select gone.article_id from forgotten as gone);

delete from main.fetches
where
    purpose = 'page'
    and (
        url in (
            select unnest([articles.url, articles.canonical_url])
            from main.articles
            where articles.article_id in (select gone.article_id from forgotten as gone)
        )
        or final_url in (
            select unnest([articles.url, articles.canonical_url])
            from main.articles
            where articles.article_id in (select gone.article_id from forgotten as gone)
        )
    );

delete from main.articles
where article_id in (select gone.article_id from forgotten as gone);

delete from main.article_revisions
where article_id in (select gone.article_id from forgotten as gone);

delete from main.statements
where article_id in (select gone.article_id from forgotten as gone);

delete from main.events
where article_id in (select gone.article_id from forgotten as gone);

delete from main.place_mentions
where article_id in (select gone.article_id from forgotten as gone);

delete from main.date_mentions
where article_id in (select gone.article_id from forgotten as gone);

delete from main.actor_mentions
where article_id in (select gone.article_id from forgotten as gone);

delete from main.actors
where
    actor_id not in (
        select mentions.actor_id
        from main.actor_mentions as mentions
    );

delete from main.story_signatures
where article_id in (select gone.article_id from forgotten as gone);

delete from main.story_links
where
    article_id in (select gone.article_id from forgotten as gone)
    or other_article_id in (select gone.article_id from forgotten as gone);

-- A group is named for its smallest member: where that one is gone, for the next.
update main.events
set event_group_id = renamed.event_group_id
from (
    select
        event_group_id as old_group_id,
        min(event_id) as event_group_id
    from main.events
    group by event_group_id
) as renamed
where
    events.event_group_id = renamed.old_group_id
    and renamed.old_group_id <> renamed.event_group_id;

update main.articles
set
    story_id = renamed.story_id,
    is_duplicate = articles.article_id <> renamed.head_id
from (
    select
        story_id as old_story_id,
        min(article_id) as story_id,
        arg_min(article_id, (coalesce(published_at, first_seen_at), article_id)) as head_id
    from main.articles
    group by story_id
) as renamed
where
    articles.story_id = renamed.old_story_id
    and (
        renamed.old_story_id <> renamed.story_id
        or articles.is_duplicate <> (articles.article_id <> renamed.head_id)
    );

drop schema if exists staged cascade;
