"""Our PostgreSQL backend for Django: its own, but for how a connection is found to be alive."""
