"""Made-up photographs: what is written on which paper, with which pen, and how a camera sees it."""
