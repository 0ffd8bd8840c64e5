"""The README's screenshots: python3 -m tests.screenshots takes them of the real page."""
