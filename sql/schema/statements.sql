-- One row per thing somebody is reported to have said.
-- Key: statement_id.
create table if not exists statements (
    statement_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    kind varchar not null,
    content_spans struct("start" integer, "end" integer)[] not null,
    content varchar not null,
    speaker_text varchar,
    speaker_start integer,
    speaker_end integer,
    actor_id varchar,
    speaker_name varchar,
    speaker_role varchar,
    is_anonymous boolean not null,
    cue_text varchar,
    cue_start integer,
    cue_end integer,
    cue_lemma varchar,
    act varchar not null,
    is_negated boolean not null,
    addressee_text varchar,
    venue_text varchar,
    said_date_start date,
    said_date_end date,
    said_date_basis varchar,
    parent_statement_id varchar,
    confidence double not null,
    method varchar not null,
    told_on date,
    other_speakers struct(actor_id varchar, "name" varchar, "role" varchar)[]
);

comment on table statements is 'One row per thing somebody is reported to have said.';
comment on column statements.statement_id is 'key of article, revision and spans';
comment on column statements.article_id is 'article';
comment on column statements.revision is 'revision of the article';
comment on column statements.kind is
'direct (95 % or more of its letters in quotation marks), mixed or indirect';
comment on column statements.content_spans is
'the words said, half open, Unicode code points into the text of (article_id, revision)';
comment on column statements.content is 'texts of the spans joined by " … "';
comment on column statements.speaker_text is 'words that name the speaker';
comment on column statements.speaker_start is
'Unicode code points into the text of (article_id, revision)';
comment on column statements.speaker_end is
'Unicode code points into the text of (article_id, revision), exclusive';
comment on column statements.actor_id is 'who that is';
comment on column statements.speaker_name is 'canonical name';
comment on column statements.speaker_role is 'role that the text gives';
comment on column statements.is_anonymous is 'officials, a source …';
comment on column statements.cue_text is 'words that tell of the saying';
comment on column statements.cue_start is
'Unicode code points into the text of (article_id, revision)';
comment on column statements.cue_end is
'Unicode code points into the text of (article_id, revision), exclusive';
comment on column statements.cue_lemma is 'dictionary form of the cue';
comment on column statements.act is
'say, accuse, deny, promise, threaten, demand, announce, predict, think, intend …';
comment on column statements.is_negated is 'said not to have been said';
comment on column statements.addressee_text is 'to whom';
comment on column statements.venue_text is 'where or through what';
comment on column statements.said_date_start is 'first day of the saying';
comment on column statements.said_date_end is 'last day, inclusive';
comment on column statements.said_date_basis is
'explicit, relative, publication; NULL when unknown';
comment on column statements.parent_statement_id is 'statement that this one is told in';
comment on column statements.confidence is '0 to 1';
comment on column statements.method is 'rule or model, with its version';
comment on column statements.told_on is
'day (UTC) that the text is filed under: that of publication, else of first sight';
comment on column statements.other_speakers is
'who says it together with the speaker ("Ann Lee and Bo Ray said"); NULL in rows of older code';
