-- One row per mention of something that happens, happened, will, might, or is said not to have.
-- Key: event_id.
create table if not exists events (
    event_id varchar not null,
    article_id varchar not null,
    revision integer not null,
    sentence_start integer not null,
    sentence_end integer not null,
    event_type varchar not null,
    event_mode varchar,
    contexts varchar[] not null,
    cameo_root varchar,
    quad_class tinyint,
    intensity double,
    trigger_text varchar not null,
    trigger_start integer not null,
    trigger_end integer not null,
    sources struct(
        "text" varchar,
        "start" integer,
        "end" integer,
        actor_id varchar,
        country_code varchar,
        sector varchar
    )[] not null,
    targets struct(
        "text" varchar,
        "start" integer,
        "end" integer,
        actor_id varchar,
        country_code varchar,
        sector varchar
    )[] not null,
    is_reciprocal boolean not null,
    occurrence varchar not null,
    assertion varchar not null,
    claimant_actor_id varchar,
    claimant_name varchar,
    statement_id varchar,
    date_start date,
    date_end date,
    date_precision varchar not null,
    date_basis varchar not null,
    date_text_start integer,
    date_text_end integer,
    place_id varchar,
    place_basis varchar,
    dead_min integer,
    dead_max integer,
    injured_min integer,
    injured_max integer,
    is_lead boolean not null,
    confidence double not null,
    method varchar not null,
    event_group_id varchar not null,
    told_on date,
    antecedent_event_id varchar
);

comment on table events is 'One row per mention of something that happens, happened, will, might, or is said not to have.';
comment on column events.event_id is 'key of article, revision, type and trigger, of words that point back also of what they point to';
comment on column events.article_id is 'article';
comment on column events.revision is 'revision of the article';
comment on column events.sentence_start is
'Unicode code points into the text of (article_id, revision)';
comment on column events.sentence_end is
'Unicode code points into the text of (article_id, revision), exclusive';
comment on column events.event_type is
'PLOVER''s sixteen, or DISASTER, ACCIDENT, CRIME, ELECTION, ECONOMY, HEALTH, JUSTICE, OTHER';
comment on column events.event_mode is 'finer kind within the type';
comment on column events.contexts is 'fields it belongs to (military, election …)';
comment on column events.cameo_root is 'CAMEO root code, where one exists';
comment on column events.quad_class is
'1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict';
comment on column events.intensity is 'Goldstein scale, -10 to 10';
comment on column events.trigger_text is 'words that name the event';
comment on column events.trigger_start is
'Unicode code points into the text of (article_id, revision)';
comment on column events.trigger_end is
'Unicode code points into the text of (article_id, revision), exclusive';
comment on column events.sources is
'who acts; Unicode code points into the text of (article_id, revision)';
comment on column events.targets is
'to whom; Unicode code points into the text of (article_id, revision)';
comment on column events.is_reciprocal is 'both sides act alike';
comment on column events.occurrence is
'happened, ongoing, attempted, planned, hypothetical or denied';
comment on column events.assertion is
'asserted by the outlet, claimed by somebody, accused or possible';
comment on column events.claimant_actor_id is 'who claims it';
comment on column events.claimant_name is 'canonical name of who claims it';
comment on column events.statement_id is 'statement it lies in';
comment on column events.date_start is 'first day';
comment on column events.date_end is 'last day, inclusive';
comment on column events.date_precision is 'time, day, week, month, year or none';
comment on column events.date_basis is 'explicit, relative, publication or none';
comment on column events.date_text_start is
'Unicode code points into the text of (article_id, revision)';
comment on column events.date_text_end is
'Unicode code points into the text of (article_id, revision), exclusive';
comment on column events.place_id is 'where';
comment on column events.place_basis is 'clause, sentence, dateline or article';
comment on column events.dead_min is 'persons killed, at least';
comment on column events.dead_max is 'persons killed, at most';
comment on column events.injured_min is 'persons injured, at least';
comment on column events.injured_max is 'persons injured, at most';
comment on column events.is_lead is 'stands in the first sentence of the story';
comment on column events.confidence is '0 to 1';
comment on column events.method is 'rule or model, with its version';
comment on column events.event_group_id is
'smallest event_id among the mentions of the same happening, those of old revisions too';
comment on column events.told_on is
'day (UTC) that the text is filed under: that of publication, else of first sight';
comment on column events.antecedent_event_id is
'mention of the same text to which words point back that name no event themselves ("denied it")';
