"""Modules of our core, in Python → one JavaScript module that does the same in a browser."""
