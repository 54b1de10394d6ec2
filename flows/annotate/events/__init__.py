"""A parsed text with its actors, places and dates goes in; what happened in it comes out."""
