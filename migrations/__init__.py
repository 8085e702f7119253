"""The history of the tables; `storage/migrate.py` runs it."""
