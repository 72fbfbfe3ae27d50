"""The command line: no logic, one module for each user."""
