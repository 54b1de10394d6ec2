-- One row per change since the last publication: what has to be made anew, before and after it.
-- Key: kind, name, day.
create table if not exists changes (
    kind varchar not null,
    name varchar,
    day date
);

comment on table changes is
'One row per change since the last publication: what has to be made anew. In work.duckdb alone: it is not published.';
comment on column changes.kind is
'base, days, told_on, fetched_on, event_group, story, article, week, actor, saying, said or begun: what changed';
comment on column changes.name is
'key of the group, story, article or actor, and the week of what was said; of kind begun, the day and type of an event; of kind base, the version published; of kind days, a file of keys';
comment on column changes.day is
'day, or Monday of the week, NULL where no date is known; of a group or story, of one of its rows';
