"""A parsed text goes in; every mention of a place comes out, resolved."""
