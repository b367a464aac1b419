"""The firm's own desk."""
