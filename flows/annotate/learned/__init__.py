"""Word pieces go in; what the network says of them comes out, in offsets of the text."""
