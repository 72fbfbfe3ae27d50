"""The steps of the pipeline: read, call, write."""
