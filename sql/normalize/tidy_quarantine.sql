-- What quarantine has held since before $1, and was not seen since, leaves it.
delete from main.quarantine
where last_seen_at < $1;
