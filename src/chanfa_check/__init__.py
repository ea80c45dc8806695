"""Check departments' reports against a task-responsibility matrix."""
