"""word: what docx needs: the package of parts, what is refused in it, its letterhead, its body, its properties."""
