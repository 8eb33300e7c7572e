"""Decoding for the wall, without Qt."""
