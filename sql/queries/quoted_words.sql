-- What exactly was said between quotation marks, and where does it stand in the text?
-- $about: words to look for; default ''
select
    speaker_name,
    content,
    article_id,
    revision,
    content_spans[1].start as content_start,
    source_name,
    url
from marts.statements
where kind = 'direct' and content ilike '%' || $about || '%' and not is_duplicate
order by published_at desc, statement_id
