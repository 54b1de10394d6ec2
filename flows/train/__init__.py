"""Makes the annotator's weights from labelled text; no run imports this package."""
