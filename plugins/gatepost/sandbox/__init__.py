"""A gateway that answers from its contract. Standard library only: runs under uvicorn and in Pyodide."""
