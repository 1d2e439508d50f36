"""How Postern behaves: one module a subject, each overriding operations of postern-2026-11.yaml by their ids.

`seeds` holds what Postern remembers at its start; `passage` is the way of a call to a model through the gateway.
"""
