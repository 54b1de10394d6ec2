-- Who said things to whom?
select
    speaker_name,
    addressee_text,
    act,
    count(*) as statement_count
from marts.statements
where addressee_text is not null and speaker_name is not null and not is_duplicate
group by actor_id, speaker_name, addressee_text, act
order by statement_count desc, speaker_name asc, addressee_text asc, act asc, actor_id asc
