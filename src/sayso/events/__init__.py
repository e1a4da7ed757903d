"""What happened: events with their type, roles, factuality and voice."""
