"""Remembers what a client creates: `POST /things`, then `GET`, `PATCH` and `DELETE /things/{id}`, for any description.

A collection and its item are found by the shape of their paths, the id by the schema. Until something is created
or deleted there, the contract's examples answer; from then on an unknown id is a 404. Nothing is answered that the
schema would refuse: where no remembered item fits, the contract's own answer is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from gatepost.sandbox.answers import Answers
from gatepost.sandbox.behaviour import Call, Refusal, Reply, Stream
from gatepost.sandbox.description import Description, Operation
from gatepost.sandbox.schema import Schema, types_of
from gatepost.sandbox.state import Collection

ITEM_PATH = re.compile(r"(?P<collection>/.+)/\{(?P<parameter>[^{}/]+)\}")
LISTS = ("data", "items", "results", "values", "entries", "objects")
TOTALS = ("total", "total_count", "totalCount", "count", "total_items", "totalItems")
SIZES = ("limit", "per_page", "page_size", "pageSize", "perPage", "size")
WRAPPERS = ("data", "item", "result")


@dataclass(frozen=True)
class Role:
    """What an operation does to a remembered collection; `parameter` names the id in the item's path."""

    verb: str
    collection: str
    parameter: str
    item: Operation | None


@dataclass(frozen=True)
class Shape:
    """Where in a body the item lies (a property, or the body itself), and by which property it is known."""

    wrapper: str | None
    id: str
    schema: dict[str, Any]

    def item(self, body: Any) -> dict[str, Any] | None:
        """The item of a body."""
        found = body.get(self.wrapper) if self.wrapper and isinstance(body, dict) else body
        return found if isinstance(found, dict) else None

    def body(self, body: Any, item: dict[str, Any]) -> Any:
        """The body with another item."""
        return {**body, self.wrapper: item} if self.wrapper else item


def roles(operations: Iterable[Operation]) -> dict[Operation, Role]:
    """The operations of one description that create, list, show, change or remove items."""
    by_path: dict[str, dict[str, Operation]] = {}
    for operation in operations:
        by_path.setdefault(operation.template, {})[operation.method] = operation
    found: dict[Operation, Role] = {}
    for template, methods in by_path.items():
        match = ITEM_PATH.fullmatch(template)
        if not match or not methods.keys() & {"GET", "PUT", "PATCH", "DELETE"}:
            continue
        collection, parameter = match["collection"], match["parameter"]
        others = by_path.get(collection, {})
        if not ("POST" in others or "PUT" in methods) or "GET" not in {*methods, *others}:
            continue
        verbs = {"GET": "show", "PUT": "replace", "PATCH": "change", "DELETE": "remove"}
        shown = methods.get("GET")
        for method in methods.keys() & verbs.keys():
            found[methods[method]] = Role(verbs[method], collection, parameter, shown)
        for method, verb in (("POST", "create"), ("GET", "list")):
            if method in others:
                found.setdefault(others[method], Role(verb, collection, parameter, shown))
    return found


class Memory:
    """One operation's part in a collection."""

    def __init__(self, role: Role, answers: Answers) -> None:
        self.role = role
        self.answers = answers
        self.description: Description = answers.operation.description

    def reply(self, call: Call) -> Reply | Stream:
        """The remembered answer, or the contract's where memory has none to give."""
        answer = self.answers.reply(call)
        if not isinstance(answer, Reply):
            return answer
        verb = {
            "create": self._create,
            "list": self._list,
            "show": self._show,
            "replace": self._change,
            "change": self._change,
            "remove": self._remove,
        }[self.role.verb]
        return verb(call, answer)

    def _collection(self, call: Call) -> Collection:
        """The items under one concrete path, so that each parent has its own."""
        path = self.role.collection
        for name, value in call.path_values.items():
            if path == self.role.collection or "{" in path:
                path = path.replace("{" + name + "}", str(value))
        return call.state.collection(f"memory:{self.description.title}:{path}")

    def _touched(self, call: Call) -> bool:
        return bool(call.state.get(self._collection(call).name, False))

    def _touch(self, call: Call) -> Collection:
        collection = self._collection(call)
        call.state[collection.name] = True
        return collection

    def _id(self, call: Call) -> str:
        return str(call.path_values.get(self.role.parameter, ""))

    # verbs

    def _create(self, call: Call, answer: Reply) -> Reply:
        shape = self._shape(self._schema(answer))
        made = shape.item(answer.body) if shape else None
        if shape is None or made is None:
            return self._create_unseen(call, answer)
        sent = call.body if isinstance(call.body, dict) else {}
        sent = shape.item(sent) or sent if shape.wrapper in sent else sent
        item = self._merged(shape, made, sent)
        id = sent.get(shape.id)
        if id is None or not self.description.reading.accepts(shape.schema.get(shape.id, True), id):
            id = self._new_id(call, shape)
        item[shape.id] = id
        body = shape.body(answer.body, item)
        if not self._valid(answer, body):
            return answer
        self._touch(call).insert({"id": str(id), "item": item})
        return self._located(call, Reply(answer.status, body, answer.headers, answer.media_type), id)

    def _create_unseen(self, call: Call, answer: Reply) -> Reply:
        """A creation whose answer has no item: the item is made as its own operation shows it."""
        shown = Answers(self.role.item, call.seed).reply(call) if self.role.item else None
        shape = (
            self._shape(self._schema_of(self.role.item, shown.status, shown.media_type))
            if self.role.item and isinstance(shown, Reply)
            else None
        )
        made = shape.item(shown.body) if shape and isinstance(shown, Reply) else None
        if shape is None or made is None:
            return answer
        item = self._merged(shape, made, call.body if isinstance(call.body, dict) else {})
        item[shape.id] = self._new_id(call, shape)
        self._touch(call).insert({"id": str(item[shape.id]), "item": item})
        return self._located(call, answer, item[shape.id])

    def _located(self, call: Call, answer: Reply, id: Any) -> Reply:
        if answer.status == 201:
            answer.headers = {**answer.headers, "location": f"{call.path}/{id}"}
        return answer

    def _show(self, call: Call, answer: Reply) -> Reply:
        found = self._collection(call).get(self._id(call))
        if found is None:
            self._require(call)
            return answer
        return self._shown(answer, found["item"])

    def _change(self, call: Call, answer: Reply) -> Reply:
        id, touched = self._id(call), self._touched(call)
        found = self._collection(call).get(id)
        creates = self.role.verb == "replace" and "201" in self.answers.operation.responses
        if found is None and touched and not creates:
            self._require(call)
        shape = self._shape(self._schema(answer))
        item = found["item"] if found else (shape.item(answer.body) if shape else None)
        if item is None:
            return answer
        changes = call.body if isinstance(call.body, dict) else {}
        changed = self._merged(shape, item, changes) if shape else {**item, **changes}
        if shape and found is None:
            changed[shape.id] = call.path_values.get(self.role.parameter)
        elif shape:
            changed[shape.id] = item.get(shape.id, changed.get(shape.id))
        status = 200 if found and "200" in self.answers.operation.responses else answer.status
        answer = Reply(status, answer.body, answer.headers, answer.media_type)
        body = shape.body(answer.body, changed) if shape else answer.body
        if shape and not self._valid(answer, body):
            return answer
        self._touch(call).insert({"id": id, "item": changed})
        return Reply(answer.status, body, answer.headers, answer.media_type)

    def _remove(self, call: Call, answer: Reply) -> Reply:
        removed = self._collection(call).get(self._id(call))
        if removed is None:
            self._require(call)
        self._touch(call).delete(self._id(call))
        shape = self._shape(self._schema(answer))
        if shape and isinstance(answer.body, dict):
            named = {shape.id: call.path_values.get(self.role.parameter), "deleted": True}
            item = self._merged(shape, shape.item(answer.body) or {}, named)
            if self._valid(answer, shape.body(answer.body, item)):
                answer.body = shape.body(answer.body, item)
        return answer

    def _list(self, call: Call, answer: Reply) -> Reply:
        if not self._touched(call):
            return answer
        whole: Any = answer.body
        place = _list_property(whole)
        listed = whole if place is None else whole[place]
        if not isinstance(listed, list):
            return answer
        schema = self._items_schema(self._schema(answer), place)
        items = [self._fitted(schema, entry["item"], listed) for entry in self._collection(call)]
        number = len(items)
        size = next((call.query[name] for name in SIZES if isinstance(call.query.get(name), int)), number)
        body: Any = items[: max(0, size)]
        if place is not None:
            totals = {name: number for name in TOTALS if isinstance(whole.get(name), int)}
            body = {**whole, place: body, **totals}
        return Reply(answer.status, body, answer.headers, answer.media_type) if self._valid(answer, body) else answer

    def _require(self, call: Call) -> None:
        if self._touched(call):
            raise Refusal(404, "not_found", f"There is no {call.path} here.", self.role.parameter)

    # shapes

    def _shown(self, answer: Reply, item: dict[str, Any]) -> Reply:
        shape = self._shape(self._schema(answer))
        if shape is None:
            return answer
        merged = self._merged(shape, shape.item(answer.body) or {}, item)
        body = shape.body(answer.body, merged)
        return Reply(answer.status, body, answer.headers, answer.media_type) if self._valid(answer, body) else answer

    def _fitted(self, schema: Schema, item: dict[str, Any], examples: list[Any]) -> dict[str, Any]:
        """An item as a list shows it, which may be another schema than the one that shows it alone."""
        if self.description.reading.accepts(schema, item):
            return item
        base = next((example for example in examples if isinstance(example, dict)), {})
        known = self._properties(schema)
        kept = {name: value for name, value in item.items() if name in known}
        return {**deepcopy(base), **kept}

    def _merged(self, shape: Shape, item: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
        """The item with those changes that its schema knows and accepts, one by one."""
        merged = deepcopy(item)
        for name, value in changes.items():
            rule = shape.schema.get(name)
            if rule is not None and not self._secret(rule) and self.description.reading.accepts(rule, value):
                merged[name] = deepcopy(value)
        return merged

    def _secret(self, rule: Schema) -> bool:
        resolved = self.description.resolve(rule)
        return any(isinstance(one, dict) and one.get("writeOnly") is True for one in (rule, resolved))

    def _schema(self, answer: Reply) -> Schema:
        return self._schema_of(self.answers.operation, answer.status, answer.media_type)

    def _schema_of(self, operation: Operation | None, status: int, media_type: str | None) -> Schema:
        content = (operation.response(status) or {}).get("content") if operation else None
        declared = content.get(media_type) if isinstance(content, dict) else None
        return declared.get("schema", True) if isinstance(declared, dict) else True

    def _valid(self, answer: Reply, body: Any) -> bool:
        return self.description.reading.accepts(self._schema(answer), body)

    def _shape(self, schema: Schema) -> Shape | None:
        """The item in a body by its schema: one with an id, or a wrapper around one."""
        properties = self._properties(schema)
        id = self._id_property(properties)
        if id:
            return Shape(None, id, properties)
        for wrapper in (*WRAPPERS, *properties):
            inner = self._properties(properties.get(wrapper, True))
            id = self._id_property(inner)
            if id:
                return Shape(wrapper, id, inner)
        return None

    def _id_property(self, properties: dict[str, Any]) -> str | None:
        """The property that the last path value names: `{issue_number}` is `issue_number`, `number` or `id`."""
        parameter = self.role.parameter
        short = re.split(r"[_-]|(?<=[a-z])(?=[A-Z])", parameter)[-1].lower()
        for name in (parameter, short, "id", "name", "slug", "key"):
            if name in properties:
                return name
        return None

    def _properties(self, schema: Schema, depth: int = 0) -> dict[str, Any]:
        resolved = self.description.resolve(schema)
        if not isinstance(resolved, dict) or depth > 8:
            return {}
        found = dict(resolved.get("properties") or {})
        for part in resolved.get("allOf") or ():
            found.update(self._properties(part, depth + 1))
        return found

    def _items_schema(self, schema: Schema, place: str | None) -> Schema:
        listed = schema if place is None else self._properties(schema).get(place, True)
        resolved = self.description.resolve(listed)
        return resolved.get("items", True) if isinstance(resolved, dict) else True

    def _new_id(self, call: Call, shape: Shape) -> Any:
        """An id that the schema accepts: the next number, or text in the form of the example's."""
        rule = shape.schema.get(shape.id, True)
        collection = self._collection(call)
        kinds = types_of(self.description.resolve(rule))
        if "integer" in kinds or "number" in kinds:
            known = [int(entry["id"]) for entry in collection if str(entry["id"]).isdecimal()]
            return max(known, default=0) + 1
        prefix = re.sub(r"ies$", "y", self.role.collection.rsplit("/", 1)[-1]).removesuffix("s")
        for candidate in (call.new_id(prefix), call.new_id()):
            if self.description.reading.accepts(rule, candidate):
                return candidate
        number = len(collection) + 1
        return self.answers.value(rule, variation=number)


def _list_property(body: Any) -> str | None:
    """The property of a body that holds the list."""
    if not isinstance(body, dict):
        return None
    arrays = [name for name, value in body.items() if isinstance(value, list)]
    return next((name for name in LISTS if name in arrays), arrays[0] if arrays else None)
