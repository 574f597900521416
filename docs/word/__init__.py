"""word: what docs/hacer_word.py makes the Word templates of."""
