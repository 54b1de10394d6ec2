-- One row per migration that this warehouse has been through.
-- Key: number.
create table if not exists migrations (
    number integer not null,
    name varchar not null,
    applied_at timestamptz not null
);

comment on table migrations is
'One row per migration that this warehouse has been through. In work.duckdb alone: it is not published.';
comment on column migrations.number is 'counts up; 0 is a warehouse from before they were counted';
comment on column migrations.name is 'file in sql/migrations/';
comment on column migrations.applied_at is 'UTC instant';
