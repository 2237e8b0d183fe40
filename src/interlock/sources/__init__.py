"""The authorities' official lists: bytes in, listings out. No I/O, no store, no clock."""
