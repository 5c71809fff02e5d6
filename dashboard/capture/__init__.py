"""Measuring a request and handing it on. Nothing here asks the database or raises."""
