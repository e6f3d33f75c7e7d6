"""communs: YAML entries of a shared catalogue in, a checked and readable site out."""
