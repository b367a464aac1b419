"""Down to the source: orders with their facts, source rows with their versions, what lacks its counterpart, journal."""
