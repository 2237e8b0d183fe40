"""The HTTP API: what screening clients of this field already speak, with what they miss beside it.

A process serves one set of data for its whole life (`holdings.py`). A new edition is served by new processes,
which take over the listening socket when they are ready (`supervisor.py`): nothing changes under a request.
FastAPI is imported by `app.py` and the `*_routes.py` alone, and those by nothing but a worker.
"""
