"""commands: what is typed after rutaplan: a module for each, its options and what they do."""
