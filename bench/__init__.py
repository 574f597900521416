"""bench: how fast rutaplan is, as ratios to a floor measured in the same run."""
