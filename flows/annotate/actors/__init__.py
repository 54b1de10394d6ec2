"""A parsed text goes in; who is in it comes out, and whom each name, title and pronoun means."""
