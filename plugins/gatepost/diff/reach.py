"""Which schemas changed, and which lead to one that did: what is left out need not be looked at."""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

import msgspec

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.model.schema import NamedSchema

_ENCODER = msgspec.json.Encoder(enc_hook=lambda _: None)
_REFERENCE = re.compile(rb'\{"name":"((?:[^"\\]|\\.)*)","beside":')
_SOURCE = re.compile(rb'"source":\{"file":"(?:[^"\\]|\\.)*","pointer":"(?:[^"\\]|\\.)*","lines":null\}')
"""Where a node was written: no difference to a reader. Forged in an example it would be left out there."""


class Reach:
    """What did not change from one version to the other, read off the encoded form: no walk."""

    def __init__(self, old: Gateway, new: Gateway) -> None:
        self._files = [_file(one.source.file) for one in (*old.descriptions, *new.descriptions) if one.source.file]
        self._old = {key: self._encoded(named.schema) for key, named in old.schemas.items()}
        self._new = {key: self._encoded(named.schema) for key, named in new.schemas.items()}
        self._schemas: tuple[Mapping[str, NamedSchema], Mapping[str, NamedSchema]] = (old.schemas, new.schemas)

    def same(self, key: str) -> bool:
        """Whether a named schema is there in both versions, and it and all it leads to are the same."""
        return key not in self._changed

    def same_operation(self, old: Operation, new: Operation) -> bool:
        """Whether two operations are the same, with all the schemas that they lead to."""
        one = self._encoded(old)
        if one != self._encoded(new):
            return False
        return all(self.same(name) for name in _names(one))

    def renamed(self) -> Mapping[str, str]:
        """Return new keys of schemas by old ones, where the content is the same and has only one candidate."""
        gone: dict[bytes, list[str]] = defaultdict(list)
        for key in self._old.keys() - self._new.keys():
            gone[_SOURCE.sub(b"", self._old[key])].append(key)
        come: dict[bytes, list[str]] = defaultdict(list)
        for key in self._new.keys() - self._old.keys():
            come[_SOURCE.sub(b"", self._new[key])].append(key)
        pairs = ((come[content], gone.get(content, [])) for content in come)
        return {after[0]: before[0] for after, before in pairs if len(after) == len(before) == 1}

    @cached_property
    def _changed(self) -> set[str]:
        """Keys of schemas that changed, are in one version only, or lead to one of those."""
        users: dict[str, list[str]] = defaultdict(list)
        changed = []
        for key in self._old.keys() | self._new.keys():
            old, new = self._old.get(key), self._new.get(key)
            if old != new:
                changed.append(key)
            for name in _names((old or b"") + (new or b"")):
                users[name].append(key)
        found = set(changed)
        while changed:
            for user in users[changed.pop()]:
                if user not in found:
                    found.add(user)
                    changed.append(user)
        return found

    def _encoded(self, value: object) -> bytes:
        """Return a part of the model as bytes without the names of its files, which differ from version to version."""
        encoded = _ENCODER.encode(value)
        for file in self._files:
            encoded = encoded.replace(file, b"")
        return encoded


def _file(name: str) -> bytes:
    return b'"source":{"file":' + _ENCODER.encode(name)


def _names(encoded: bytes) -> set[str]:
    names = set(_REFERENCE.findall(encoded))
    return {msgspec.json.decode(b'"%b"' % name) if b"\\" in name else name.decode() for name in names}
