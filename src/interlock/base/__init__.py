"""What every room stands on: the error tree and the settings. Imports nothing of ours."""
