-- Who said things to whom?
select
    speaker_name,
    addressee_text,
    act,
    count(*) as statement_count
from marts.statements
where addressee_text is not null and speaker_name is not null
group by all
order by statement_count desc, speaker_name asc, addressee_text asc, act asc
