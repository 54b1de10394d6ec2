"""A text goes in; its paragraphs, quotations and words come out."""
