-- One row per warehouse: how often something was accepted, and what of it is published.
-- Key: generation_id.
create table if not exists generations (
    generation_id varchar not null,
    accepted_count bigint not null,
    published_count bigint not null,
    published_code varchar
);

comment on table generations is
'One row per warehouse: how often something was accepted, and what of it is published.';
comment on column generations.generation_id is 'always "warehouse"';
comment on column generations.accepted_count is 'batches accepted so far';
comment on column generations.published_count is 'batches that the last publication holds';
comment on column generations.published_code is 'BLAKE2b of the SQL that the last publication ran';
