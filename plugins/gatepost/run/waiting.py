"""Samples without `await`, rewritten for browsers that cannot let Python wait.

At the outermost level every call, `for` and `with` waits for what it is given where that is to be awaited. Functions,
classes and lambdas stay as they are.
"""

from __future__ import annotations

import ast
from asyncio import Future
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from gatepost.run.bridge import Flow, Pending

NAMES = "_gatepost_settled", "_gatepost_each", "_gatepost_entered"


def awaiting(tree: ast.Module) -> ast.Module:
    """Return the tree of a sample with its outermost level waiting."""
    changed: ast.Module = _Awaiting().visit(tree)
    return ast.fix_missing_locations(changed)


async def settled(value: Any) -> Any:
    """Return what a call gave, waited for where a stand-in, or a task, has to be."""
    return await value if isinstance(value, Pending | Future) else value


async def each(items: Any) -> AsyncIterator[Any]:
    """Yield the items of anything that can be gone through."""
    if isinstance(items, Flow):
        async for item in items:
            yield item
    else:
        for item in items:
            yield item


@asynccontextmanager
async def entered(manager: Any) -> AsyncIterator[Any]:
    """Enter and leave a context manager, the asynchronous way where it has one."""
    if hasattr(manager, "__aenter__"):
        async with manager as value:
            yield value
    else:
        with manager as value:
            yield value


class _Awaiting(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        return ast.copy_location(ast.Await(_called(NAMES[0], node)), node)

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        made = ast.AsyncFor(node.target, _called(NAMES[1], node.iter), node.body, node.orelse)
        return ast.copy_location(made, node)

    def visit_With(self, node: ast.With) -> ast.AST:
        self.generic_visit(node)
        items = [ast.withitem(_called(NAMES[2], one.context_expr), one.optional_vars) for one in node.items]
        return ast.copy_location(ast.AsyncWith(items, node.body), node)

    def _as_it_is(self, node: ast.AST) -> ast.AST:
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = visit_Lambda = _as_it_is
    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _as_it_is


def _called(name: str, value: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), [value], [])
