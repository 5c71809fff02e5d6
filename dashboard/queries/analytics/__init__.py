"""Who uses the product and how: one question a function."""
