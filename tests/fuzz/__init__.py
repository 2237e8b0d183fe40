"""Mutations of real shape for every parser: only SourceError may come out, in bounded time and memory."""
