"""Checked tables go in; Parquet marts and the readers' database come out."""
