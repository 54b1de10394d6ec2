"""Dateline: news goes in, tables that prove themselves row by row come out."""
