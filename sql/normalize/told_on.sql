-- What was read out of a text is filed under the day of that text.
update staged.statements
set told_on = revised.told_on
from staged.article_revisions as revised
where statements.article_id = revised.article_id and statements.revision = revised.revision;

update staged.events
set told_on = revised.told_on
from staged.article_revisions as revised
where events.article_id = revised.article_id and events.revision = revised.revision;

update staged.place_mentions
set told_on = revised.told_on
from staged.article_revisions as revised
where place_mentions.article_id = revised.article_id and place_mentions.revision = revised.revision;

update staged.date_mentions
set told_on = revised.told_on
from staged.article_revisions as revised
where date_mentions.article_id = revised.article_id and date_mentions.revision = revised.revision;

update staged.actor_mentions
set told_on = revised.told_on
from staged.article_revisions as revised
where actor_mentions.article_id = revised.article_id and actor_mentions.revision = revised.revision;
