-- What was passed over as older than another day was asked for is judged anew by an earlier day.
-- Statements are whole in themselves: a run that is killed between them does both again.
update main.sightings
set wanted_since_at = $1::timestamptz
where wanted_since_at > $1::timestamptz;

update main.documents
set
    hint_wanted_since_at = $1::timestamptz,
    outcome = if(outcome = 'passed_over', 'pending', outcome)
where hint_wanted_since_at > $1::timestamptz;
