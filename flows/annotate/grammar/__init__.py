"""A parsed text goes in; what its words do in their sentences comes out."""
