-- One row per band of a staged signature: 64 choices of six of its 128 values, each choice under
-- its number. Values serve in more than one band, so that six at a time still find every copy:
-- texts that agree in .2 of their values share a band with a chance of 0.4 %, in .55 with 79 %,
-- in .65 with 98 %. Bands of four values find hardly more copies and compare ten times as many
-- pairs. Another choice needs a migration that makes main.story_bands anew.
insert into staged.story_bands
with

numbered as (
    select unnest(range(64)) as band_number
)

select
    md5_number_lower(concat_ws(
        ' ',
        numbered.band_number,
        list_transform(
            range(6),
            lambda i: signed.signature[
                1
                + ((numbered.band_number % 16) * 6 + i)
                * [1, 37, 85, 59][1 + numbered.band_number // 16]
                % 128
            ]
        )::varchar
    )) as band,
    signed.article_id,
    signed.seen_on
from staged.story_signatures as signed
cross join numbered;
