-- One row per statement of the briefing's articles, in the order of their texts.
-- $1 is the first day of these articles: files of before stay closed.
select
    statements.statement_id,
    shown_articles.article,
    statements.kind,
    list_transform(statements.content_spans, lambda span: [span.start, span."end"]) as spans,
    statements.speaker_name as speaker,
    statements.speaker_text,
    if(
        statements.speaker_start is null, null, [statements.speaker_start, statements.speaker_end]
    ) as speaker_span,
    statements.speaker_role as role,
    statements.is_anonymous,
    if(statements.cue_start is null, null, [statements.cue_start, statements.cue_end]) as cue,
    statements.act,
    statements.is_negated,
    statements.addressee_text as addressee,
    statements.venue_text as venue,
    statements.said_date_start as date_start,
    statements.said_date_end as date_end,
    statements.said_date_basis as date_basis,
    statements.speaker_country_code as country,
    statements.confidence,
    statements.method
from marts.statements
inner join shown_articles on statements.article_id = shown_articles.article_id
where statements.told_on >= $1::date
order by shown_articles.article, statements.content_spans[1].start, statements.statement_id
