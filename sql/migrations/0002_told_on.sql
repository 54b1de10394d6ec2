-- What was read out of a text is filed under the day of that text: of publication, else first sight.
update main.article_revisions
set told_on = (coalesce(published_at, first_seen_at))::date;

update main.articles
set told_on = (coalesce(published_at, first_seen_at))::date;

update main.statements
set told_on = revised.told_on
from main.article_revisions as revised
where statements.article_id = revised.article_id and statements.revision = revised.revision;

update main.events
set told_on = revised.told_on
from main.article_revisions as revised
where events.article_id = revised.article_id and events.revision = revised.revision;

update main.place_mentions
set told_on = revised.told_on
from main.article_revisions as revised
where place_mentions.article_id = revised.article_id and place_mentions.revision = revised.revision;

update main.date_mentions
set told_on = revised.told_on
from main.article_revisions as revised
where date_mentions.article_id = revised.article_id and date_mentions.revision = revised.revision;

update main.actor_mentions
set told_on = revised.told_on
from main.article_revisions as revised
where actor_mentions.article_id = revised.article_id and actor_mentions.revision = revised.revision;
