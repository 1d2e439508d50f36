"""One request on its way to its answer: admission, validation, behaviour, check."""

from __future__ import annotations

import inspect
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from gatepost.sandbox import cors, refusals, security
from gatepost.sandbox.answers import meant_type
from gatepost.sandbox.behaviour import Call, Clock, Event, Refusal, Reply, State, Stream
from gatepost.sandbox.bodies import read_body
from gatepost.sandbox.check import breach, event_breach
from gatepost.sandbox.contract import Contract
from gatepost.sandbox.description import Operation
from gatepost.sandbox.dials import Dials
from gatepost.sandbox.parameters import Sent, read_parameters
from gatepost.sandbox.routing import Match
from gatepost.sandbox.wire import LONGEST_PATH, Receive, Request, each, encode, read_whole

LOG = logging.getLogger("gatepost.sandbox")
OWN = "/_sandbox"
USUAL_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@dataclass
class Surroundings:
    """What all requests of one sandbox share."""

    contract: Contract
    state: State
    clock: Clock
    keys: tuple[str, ...]
    seed: int
    check: bool
    calls: int = 0

    def reset(self, seed: int | None = None) -> None:
        """Back to the start: state, clock and ids; with another seed where one is given."""
        if seed is not None and seed != self.seed:
            self.seed = seed
            self.contract.reseed(seed)
        self.state.reset()
        self.clock.reset()
        self.calls = 0


class Exchange:
    """One request and its answer."""

    def __init__(self, around: Surroundings, request: Request, number: int) -> None:
        self.around = around
        self.request = request
        self.number = number
        self.operation: Operation | None = None
        self.checked = around.check
        self.dials = Dials({})

    def headers(self) -> dict[str, str]:
        """What every answer carries."""
        description = self.operation.description if self.operation else self.around.contract.descriptions[0]
        return {
            "x-request-id": f"req-{self.around.seed}-{self.number:06d}",
            "x-gatepost-sandbox": description.title,
            **self.dials.headers(),
        }

    async def reply(self, receive: Receive) -> Reply | Stream:
        """The answer, whatever happens."""
        try:
            raw_body = await read_whole(self.request, receive)
            answer = await self._answer(raw_body)
            if self.around.check and self.checked and self.operation:
                self._check(self.operation, answer)
            return _written(answer)
        except Refusal as refused:
            return refusals.answer(refused, self.operation)
        except Exception as failure:
            return refusals.answer(self._failed(failure), self.operation)

    def _check(self, operation: Operation, answer: Reply | Stream) -> None:
        fault = breach(operation, answer)
        if fault:
            raise Refusal(
                500, "contract_breach", f"{operation.name} answered {answer.status} against its contract: {fault}"
            )

    def _failed(self, failure: Exception) -> Refusal:
        LOG.error("%s %s failed", self.request.method, self.request.raw_path, exc_info=failure)
        message = f"The sandbox failed at this call: {type(failure).__name__}: {failure}"
        return Refusal(500, "sandbox_failure", message)

    async def _answer(self, raw_body: bytes) -> Reply | Stream:
        request = self.request
        own = self._own_answer()
        if own is not None:
            return own
        if len(request.raw_path) > LONGEST_PATH:
            raise Refusal(414, "path_too_long", f"A path may have {LONGEST_PATH:,} characters at most.")
        match = self._match()
        if isinstance(match, Reply):
            return match
        self.operation = match.operation
        call, accepted = self._call(match, raw_body)
        try:
            answer = await self._early(call)
            if answer is None and (accepted or call.key_accepted):
                answer = self._asked_for(match.operation) or await self._begun(
                    await self._operated(call, match.operation)
                )
        except Refusal as refused:
            answer = refusals.answer(refused, match.operation)
            # A sandbox's own refusals need not be declared; a behaviour must keep its contract in these too.
            self.checked = self.around.contract.behaviour(match.operation) is not None
        if answer is None:
            raise security.refusal(match.operation, "The key is not known here.")
        for after in self.around.contract.after:
            answer = await _awaited(after(call, answer))
        return answer

    def _asked_for(self, operation: Operation) -> Reply | None:
        """The refusal that the request asks for by a dial, which need not be declared."""
        refusal = self.dials.refusal()
        if refusal is None:
            return None
        self.checked = False
        return refusals.answer(refusal, operation)

    async def _early(self, call: Call) -> Reply | Stream | None:
        """What the first `before` that answers says."""
        for before in self.around.contract.before:
            answer: Reply | Stream | None = await _awaited(before(call))
            if answer is not None:
                return answer
        return None

    async def _operated(self, call: Call, operation: Operation) -> Reply | Stream:
        preferred = self.around.contract.answers(operation).preferred(call)
        if preferred is not None:
            return preferred
        behaviour = self.around.contract.behaviour(operation)
        answer = await _awaited(behaviour(call)) if behaviour else call.contract_reply()
        if not isinstance(answer, (Reply, Stream)):
            raise TypeError(f"the behaviour of {operation.id} returned {type(answer).__name__}, not Reply or Stream")
        if isinstance(answer, Reply) and answer.media_type is None:
            answer.media_type = meant_type(operation, answer)
        if self.dials.first_provider and not behaviour:
            answer.headers |= {"x-attempted-retries": "2", "x-attempted-fallbacks": "1"}
        return answer

    def _own_answer(self) -> Reply | None:
        """The two things a sandbox says of itself."""
        path, method = self.request.raw_path, self.request.method
        if path not in (OWN, f"{OWN}/reset"):
            return None
        wanted = ("GET", "HEAD") if path == OWN else ("POST",)
        if method == "OPTIONS":
            return cors.preflight(self.request.headers, wanted)
        if method not in wanted:
            raise Refusal(
                405, "method_not_allowed", f"{path} answers {wanted[0]}.", headers={"allow": ", ".join(wanted)}
            )
        if path == OWN:
            return Reply(body=self._introduction())
        self.around.reset(self._seed_asked_for())
        return Reply(204)

    def _seed_asked_for(self) -> int | None:
        """The seed that a reset names; raises Refusal 400."""
        named = dict(self.request.decoded_query()).get("seed")
        if named is None:
            return None
        if not named.isdecimal() or len(named) > 9:
            raise Refusal(400, "invalid_seed", "A seed is a whole number of at most nine digits.", "seed")
        return int(named)

    def _introduction(self) -> dict[str, Any]:
        contract = self.around.contract
        operations = [
            {"method": one.method, "path": f"{one.base_paths[0]}{one.template}", "operationId": one.id}
            for one in contract.operations
        ]
        return {"title": contract.title, "seed": self.around.seed, "operations": operations}

    def _match(self) -> Match | Reply:
        request, router = self.request, self.around.contract.router
        pairs = [*request.decoded_query(), *request.headers.items()]
        found = router.find(request.method, request.raw_path, pairs)
        if request.method == "HEAD" and not isinstance(found, Match):
            found = router.find("GET", request.raw_path, pairs)
        if isinstance(found, Match):
            return found
        if request.method == "OPTIONS":
            return self._options(found)
        if found:
            allowed = ", ".join(dict.fromkeys([*found, *(["HEAD"] if "GET" in found else []), "OPTIONS"]))
            message = f"{request.raw_path} answers {allowed}, not {request.method}."
            raise Refusal(405, "method_not_allowed", message, headers={"allow": allowed})
        near = router.near(request.raw_path)
        hint = f" Near it: {', '.join(near)}." if near else f" {OWN} lists all operations."
        raise Refusal(404, "unknown_path", f"No operation has the path {request.raw_path[:200]}.{hint}")

    def _options(self, methods: tuple[str, ...]) -> Reply:
        if "access-control-request-method" in self.request.headers:
            return cors.preflight(self.request.headers, methods or USUAL_METHODS)
        return Reply(204, headers={"allow": ", ".join(methods or USUAL_METHODS)})

    def _call(self, match: Match, raw_body: bytes) -> tuple[Call, bool]:
        """The validated call, and whether its credential is known; raises Refusal."""
        request, operation, around = self.request, match.operation, self.around
        sent = Sent(match.values, request.query, request.headers, request.cookies)
        credential = security.presented(operation, sent)
        accepted = not credential.needed or security.is_known(credential.keys, around.keys, around.state)
        if not accepted and not around.contract.before:
            raise security.refusal(operation, "The key is not known here.")
        values = read_parameters(operation, sent)
        if values.faults:
            raise refusals.invalid(operation, values.faults)
        body, media_type, faults = read_body(operation, raw_body, request.headers.get("content-type", ""))
        if faults:
            raise refusals.invalid(operation, faults)
        call = Call(
            method=request.method,
            path=request.raw_path,
            operation=operation.raw,
            operation_id=operation.id,
            path_values=values.path,
            query=values.query,
            headers=request.headers,
            cookies=request.cookies,
            body=body,
            raw_body=raw_body,
            media_type=media_type,
            state=around.state,
            clock=around.clock,
            key=next(iter(credential.keys), None),
            base_path=match.base_path,
            number=self.number,
            seed=around.seed,
            make_answer=lambda call: around.contract.answer(call, operation),
        )
        return call, accepted

    async def _begun(self, answer: Reply | Stream) -> Reply | Stream:
        """A stream that has made its first event, so that a refusal before it still gets its own status."""
        if not isinstance(answer, Stream):
            return answer
        events = each(answer.events)
        try:
            first = await anext(events)
        except StopAsyncIteration:
            return answer
        return Stream(self._guarded(first, events, answer), answer.status, answer.headers, answer.media_type)

    async def _guarded(self, first: Event, events: AsyncIterator[Event], stream: Stream) -> AsyncIterator[Event]:
        """The events; a failure on the way becomes a last event, as gateways do once the head is sent."""
        try:
            yield self._checked(first, stream)
            async for event in events:
                yield self._checked(event, stream)
        except Refusal as refused:
            yield Event(refusals.general(refused))
        except Exception as failure:
            yield Event(refusals.general(self._failed(failure)))

    def _checked(self, event: Event, stream: Stream) -> Event:
        fault = event_breach(self.operation, stream, event) if self.around.check and self.operation else None
        if fault:
            raise Refusal(500, "contract_breach", f"an event is against its contract: {fault}")
        return event


def _written(answer: Reply | Stream) -> Reply | Stream:
    """The reply with its body as bytes, so that a value JSON cannot write fails here and not on the wire."""
    if not isinstance(answer, Reply):
        return answer
    content, media_type = encode(answer.body, answer.media_type)
    return Reply(answer.status, content or None, answer.headers, media_type)


async def _awaited(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value
