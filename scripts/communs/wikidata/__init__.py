"""The door to a Wikibase (Wikidata, or another one) and to Wikimedia Commons: questions out, documents in."""
