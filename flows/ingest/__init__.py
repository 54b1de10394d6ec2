"""Seeds, feeds and pages go in; archived original bytes and what is known of them come out."""
