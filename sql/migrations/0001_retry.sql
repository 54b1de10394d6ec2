-- Quarantine names the command that tries an item again: since version 1 that is `dateline retry`.
update main.quarantine
set retry = 'dateline retry'
where retry like 'dateline reprocess%';
