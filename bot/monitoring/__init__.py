"""How the desk is seen from outside: figures for Prometheus. For whoever runs it; what owners read is in `bot/reports`."""
