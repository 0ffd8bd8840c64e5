"""What build_site.py is made of, in the standard library alone: it runs on a bare Python."""
