"""Check departments' reports against a task-responsibility matrix."""

__version__ = "0.1.0"
