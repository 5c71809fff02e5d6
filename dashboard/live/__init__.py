"""What happens, as it happens: WebSocket consumers, fed by what the writer has stored."""
