"""word: what docx needs: parts, what is refused in them, letterhead, body, properties."""
