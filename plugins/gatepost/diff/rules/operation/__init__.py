"""Rules of operations and webhooks."""
