"""Reports as pages: the desk of whoever writes them, and what the public reads. Both show the frozen document."""
