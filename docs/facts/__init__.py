"""What each section of the page must say in digits, worked out anew: the page is held to it by a test."""
