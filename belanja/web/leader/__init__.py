"""The desk of each role, and the pages by which leadership and APIP watch the shares."""
