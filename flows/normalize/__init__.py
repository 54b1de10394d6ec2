"""Annotations go in; tables come out."""
