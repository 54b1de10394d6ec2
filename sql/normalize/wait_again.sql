-- The articles of asked_again wait to be extracted again, with all their bodies; what was read
-- out of them is forgotten, so that the archive alone says what they are. The copies in their
-- stories wait with them: what links a story is sought anew.
update main.documents
set outcome = 'pending'
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.actors
where actor_id not in (
    select mentions.actor_id
    from main.actor_mentions as mentions
    where
        mentions.article_id not in (
            select waiting.article_id from waiting_again as waiting
        )
);

delete from main.articles
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.article_revisions
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.statements
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.events
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.place_mentions
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.date_mentions
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.actor_mentions
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.story_signatures
where article_id in (select waiting.article_id from waiting_again as waiting);

delete from main.story_links
where
    article_id in (select waiting.article_id from waiting_again as waiting)
    or other_article_id in (select waiting.article_id from waiting_again as waiting);
