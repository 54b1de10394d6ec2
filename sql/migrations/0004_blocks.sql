-- Near-duplicates are found in blocks, which are made of the signatures when they are first asked
-- for; the rows of bands, and the sketches by which pairs of them were ruled out, are not needed.
drop table if exists main.story_bands;

alter table main.story_signatures drop column if exists sketch;
