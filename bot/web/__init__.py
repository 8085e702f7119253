"""What the desk serves over HTTP: its health; webhooks and metrics later."""
