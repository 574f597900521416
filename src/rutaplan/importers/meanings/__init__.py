"""meanings: what a text means: a field, an eje, a month, an institution. No document is known here."""
