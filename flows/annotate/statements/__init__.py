"""A parsed text with its actors goes in; who said what in it comes out."""
