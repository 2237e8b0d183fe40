"""The command line: one door. Settings, errors to exit codes, progress, formatting; nothing clever."""
