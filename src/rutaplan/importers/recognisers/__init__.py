"""recognisers: whose a piece is. Each knows a shape, claims the words it understands, and gives entries."""
