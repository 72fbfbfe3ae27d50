"""Order the unread by what has been decided."""
