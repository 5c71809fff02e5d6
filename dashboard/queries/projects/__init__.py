"""What is counted of one project: one question a function."""
