"""The outlines of an installed package → a map of France drawn at build time."""
