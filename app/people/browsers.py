"""What a browser says of itself, in three plain words."""

# The order counts: Edge and Opera also call themselves Chrome, and Chrome also calls itself Safari.
_PROGRAMS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "a Chromebook"),
    ("Macintosh", "a Mac"), ("Linux", "Linux"),
)  # fmt: skip


def browser_of(user_agent: str) -> str:
    """Such as "Chrome on Windows". Nothing else of the text is kept: whole, it would tell people apart."""
    program = next((name for mark, name in _PROGRAMS if mark in user_agent), "A browser")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), None)
    return f"{program} on {system}" if system else program
