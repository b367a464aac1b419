"""Standard prices of the region and prices seen outside."""
