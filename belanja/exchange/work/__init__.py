"""What `jobs` does with an upload: read it, apply it, undo it."""
