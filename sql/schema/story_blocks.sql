-- One row per block of signatures: a file beside the database, in which the like is found at once.
-- Key: block_id.
create table if not exists story_blocks (
    block_id varchar not null,
    article_count integer not null,
    first_day date not null,
    last_day date not null
);

comment on table story_blocks is
'One row per block of signatures: a file beside the database, in which the like is found at once. In work.duckdb alone: it is not published.';
comment on column story_blocks.block_id is 'key of what is in it, and name of the file';
comment on column story_blocks.article_count is 'texts in it';
comment on column story_blocks.first_day is 'first day that one of them appeared on';
comment on column story_blocks.last_day is 'last day that one of them appeared on';
