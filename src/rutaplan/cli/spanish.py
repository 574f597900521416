"""spanish: makes click say its own words in Spanish.

click passes them through gettext's default domain when it prints them, and ships no catalogue.
"""

import gettext
import os


def speak_spanish() -> None:
    """Point gettext at our catalogue of click's words. Call it before click is imported.

    Some of click's words are read while it is imported (the names of its types), hence the order.
    The language is set for this process and its children, whatever the user's locale.
    """
    os.environ["LANGUAGE"] = "es"
    gettext.bindtextdomain("messages", os.path.join(os.path.dirname(__file__), "locale"))  # noqa: PTH118, PTH120 - pathlib costs more than all of this
    gettext.textdomain("messages")
