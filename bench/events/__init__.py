"""Events of websites, through a real server."""
