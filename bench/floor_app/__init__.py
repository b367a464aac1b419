"""The smallest Django pages with as many rows as the product's, for comparison."""
