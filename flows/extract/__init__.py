"""Original bytes go in; articles with clean text and metadata come out."""
