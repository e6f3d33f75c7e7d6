"""What is wrong with a value → the sentence, and what to write instead."""
