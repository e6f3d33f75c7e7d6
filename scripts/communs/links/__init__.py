"""The web addresses of a catalogue, what lychee heard of them, and those that have failed long enough to be told."""
