"""A text that is not, or not only, an entry → what to say of it."""
