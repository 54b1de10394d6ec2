"""Articles go in; statements, events, places and dates come out, each with offsets."""
