"""Tables go in; a report on what they may not be comes out."""
