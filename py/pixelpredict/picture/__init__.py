"""A photo, a scan or a screenshot: the ink in it, line by line, and what it reads."""

from pixelpredict.picture.page import read

__all__ = ["read"]
