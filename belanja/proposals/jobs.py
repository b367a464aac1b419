"""What time does to proposals, taken by `belanja work`."""
