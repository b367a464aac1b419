"""Officers at the door of sellers: proving numbers, inviting, restoring access, carrying messages."""
