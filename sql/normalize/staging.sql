-- The tables that a run fills before anything is accepted: empty copies of the accepted ones.
drop schema if exists staged cascade;

create schema staged;

create table staged.extracted as
select * from main.article_revisions
where false;

create table staged.article_revisions as
select * from main.article_revisions
where false;

create table staged.articles as
select * from main.articles
where false;

create table staged.statements as
select * from main.statements
where false;

create table staged.events as
select * from main.events
where false;

create table staged.places as
select * from main.places
where false;

create table staged.place_mentions as
select * from main.place_mentions
where false;

create table staged.date_mentions as
select * from main.date_mentions
where false;

create table staged.actor_mentions as
select * from main.actor_mentions
where false;

create table staged.actors as
select * from main.actors
where false;

create table staged.quarantine as
select * from main.quarantine
where false;

create table staged.outcomes (
    document_id varchar not null,
    outcome varchar not null,
    method varchar
);

create table staged.story_signatures as
select * from main.story_signatures
where false;

create table staged.story_links as
select * from main.story_links
where false;

create table staged.stories (
    article_id varchar not null,
    story_id varchar not null,
    is_duplicate boolean not null
);

create table staged.event_groups (
    event_id varchar not null,
    event_group_id varchar not null
);
