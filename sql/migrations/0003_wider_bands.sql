-- Near-duplicates are sought by bands of six values instead of four: every signature's bands anew.
delete from main.story_bands;

insert into main.story_bands
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
from main.story_signatures as signed
cross join numbered;
