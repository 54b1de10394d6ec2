-- One row per run.
-- Key: run_id.
create table if not exists runs (
    run_id varchar not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    outcome varchar not null,
    seconds double,
    version varchar not null,
    stages struct(
        stage varchar, count_in bigint, count_out bigint, quarantined_count bigint, seconds double
    )[] not null,
    published_version varchar,
    message varchar
);

comment on table runs is 'One row per run.';
comment on column runs.run_id is 'key of start and process';
comment on column runs.started_at is 'UTC instant';
comment on column runs.finished_at is 'UTC instant; NULL while it runs or when it was killed';
comment on column runs.outcome is 'running, done, refused or failed';
comment on column runs.seconds is 'whole run';
comment on column runs.version is 'of the code';
comment on column runs.stages is 'counts in and out of each stage';
comment on column runs.published_version is 'folder under marts/, where this run published';
comment on column runs.message is 'why it was refused or failed';
