"""The pictures, a file for each part of the page."""
