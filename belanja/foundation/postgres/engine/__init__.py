"""What Django gets as `ENGINE`."""
