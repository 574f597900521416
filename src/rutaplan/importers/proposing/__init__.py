"""proposing: what would change, held against the plan; how it is told, and which patches write it."""
