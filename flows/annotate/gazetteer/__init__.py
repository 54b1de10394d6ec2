"""Names of places go in; what the gazetteer knows of them comes out."""
