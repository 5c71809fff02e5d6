"""The questions of the dashboard's page, a file each, and the answer that holds them all."""
