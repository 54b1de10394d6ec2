-- One row per person, organisation, government or group.
-- Key: actor_id.
create table if not exists actors (
    actor_id varchar not null,
    name varchar not null,
    kind varchar not null,
    aliases varchar[] not null,
    role varchar,
    country_code varchar,
    sector varchar,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null
);

comment on table actors is 'One row per person, organisation, government or group.';
comment on column actors.actor_id is 'key of kind and canonical name';
comment on column actors.name is 'canonical name';
comment on column actors.kind is 'person, organisation, government or group';
comment on column actors.aliases is 'forms seen';
comment on column actors.role is 'role last given';
comment on column actors.country_code is 'ISO 3166-1 alpha-2';
comment on column actors.sector is
'government, military, rebels, civilians, media, business, ngo or international';
comment on column actors.first_seen_at is 'UTC instant of the first article that names it';
comment on column actors.last_seen_at is 'UTC instant of the last article that names it';
