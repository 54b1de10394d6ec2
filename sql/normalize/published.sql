-- All that was accepted so far is published, by the SQL whose hash is $1.
insert into main.generations
select
    'warehouse' as generation_id,
    0 as accepted_count,
    0 as published_count,
    null as published_code
where not exists (select 1 from main.generations);

update main.generations
set
    published_count = accepted_count,
    published_code = $1;
