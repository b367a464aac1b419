"""Messages for whoever has signed in."""
