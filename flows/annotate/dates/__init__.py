"""A parsed text goes in; every time expression comes out, with the days that it covers."""
