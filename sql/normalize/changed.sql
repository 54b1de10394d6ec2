-- One more change that the next publication is to show.
merge into main.generations as kept  -- noqa: PRS
using (select 'warehouse' as generation_id) as fresh
    on (kept.generation_id = fresh.generation_id)
when matched then update set accepted_count = kept.accepted_count + 1
when not matched then insert values ('warehouse', 1, 0, null);
