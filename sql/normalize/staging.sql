-- The tables that a run fills before anything is accepted: empty copies of the accepted ones.
drop schema if exists staged cascade;

create schema staged;

create table staged.extracted as
from main.article_revisions
limit 0;

create table staged.article_revisions as
from main.article_revisions
limit 0;

create table staged.articles as
from main.articles
limit 0;

create table staged.statements as
from main.statements
limit 0;

create table staged.events as
from main.events
limit 0;

create table staged.places as
from main.places
limit 0;

create table staged.place_mentions as
from main.place_mentions
limit 0;

create table staged.date_mentions as
from main.date_mentions
limit 0;

create table staged.actor_mentions as
from main.actor_mentions
limit 0;

create table staged.actors as
from main.actors
limit 0;

create table staged.quarantine as
from main.quarantine
limit 0;

create table staged.outcomes (
    document_id varchar not null,
    outcome varchar not null,
    method varchar
);

create table staged.story_signatures as
from main.story_signatures
limit 0;

create table staged.story_bands as
from main.story_bands
limit 0;

create table staged.story_links as
from main.story_links
limit 0;

create table staged.stories (
    article_id varchar not null,
    story_id varchar not null,
    is_duplicate boolean not null
);

create table staged.event_groups (
    event_id varchar not null,
    event_group_id varchar not null
);
