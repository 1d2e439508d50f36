"""Virtual keys. The collection `keys` is also where the sandbox looks a presented secret up."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, operation

from . import access, audit, models, moments, paging

SHOWN = ("id", "name", "team_id", "masked")
ALSO_SHOWN = (
    "scopes", "models", "metadata", "spend_usd", "created_at", "last_used_at", "expires_at", "revoked_at",
)  # fmt: skip
SECRETS = ("secret", "token", "token_until", "masked")


def fresh(id: str, name: str, team_id: str, secret: str, created_at: str) -> dict[str, Any]:
    """A key as it is stored; `token` is the secret before the last rotation, good until `token_until`."""
    return {
        "id": id,
        "name": name,
        "team_id": team_id,
        "secret": secret,
        "token": None,
        "token_until": 0.0,
        "masked": masked(secret),
        "scopes": ["inference"],
        "models": [],
        "metadata": {},
        "spend_usd": 0.0,
        "created_at": created_at,
        "last_used_at": None,
        "expires_at": None,
        "revoked_at": None,
    }


def masked(secret: str) -> str:
    """Start and end of a secret."""
    return f"{secret[:4]}…{secret[-4:]}"


def shown(key: dict[str, Any], now: float) -> dict[str, Any]:
    """A key without its secret."""
    expired = key["expires_at"] and moments.seconds(key["expires_at"]) <= now
    status = "revoked" if key["revoked_at"] else "expired" if expired else "active"
    return {**{name: key[name] for name in SHOWN}, "status": status, **{name: key[name] for name in ALSO_SHOWN}}


@operation("listKeys")
def list_keys(call: Call) -> Reply:
    """The keys, newest first."""
    now, status = call.clock.now(), call.query.get("status")
    keys = [shown(key, now) for key in call.state.collection("keys").list(team_id=call.query.get("team_id"))]
    newest = sorted(keys, key=lambda key: str(key["created_at"]), reverse=True)
    return Reply(body=paging.page(call, [key for key in newest if status in (None, key["status"])]))


@operation("getKey")
def get_key(call: Call) -> Reply:
    """One key."""
    return Reply(body=shown(access.found(call, "keys", "key", "key_id"), call.clock.now()))


@audit.write("createKey", "key.create")
def create_key(call: Call, entry: audit.Entry) -> Reply:
    """Makes a key and tells its secret."""
    sent, digits = access.sent(call), access.digest(call, "key")
    if sent["team_id"] not in call.state.collection("teams"):
        access.refuse(call, 404, "not_found", f"There is no team '{sent['team_id']}'.", "team_id")
    _check(call, sent, sent["team_id"], None)
    now = moments.text(call.clock.now())
    key = fresh(f"key_{digits[:10]}", sent["name"], sent["team_id"], f"sk-postern-{digits[:16]}", now)
    key.update({name: sent[name] for name in ("scopes", "models", "metadata", "expires_at") if name in sent})
    entry.target = key["id"]
    entry.compare({}, key, hidden=(*SECRETS, "id", "created_at"))
    stored = call.state.collection("keys").insert(key)
    return access.created({**shown(stored, call.clock.now()), "secret": key["secret"]}, f"/v1/keys/{key['id']}")


@audit.write("updateKey", "key.update")
def update_key(call: Call, entry: audit.Entry) -> Reply:
    """Changes what is sent."""
    key = _living(call)
    _check(call, access.sent(call), key["team_id"], key["id"])
    entry.compare({name: key[name] for name in access.sent(call)}, access.sent(call))
    key.update(access.sent(call))
    return Reply(body=shown(key, call.clock.now()))


@audit.write("rotateKey", "key.rotate")
def rotate_key(call: Call, entry: audit.Entry) -> Reply:
    """Gives a key a new secret; the old one lives on for the grace period."""
    key = _living(call)
    sent = access.sent(call)
    grace = sent.get("grace_seconds", 0)
    secret = f"sk-postern-{access.digest(call, 'rotation')[:16]}"
    entry.reason = f"The old secret works on for {grace} seconds."
    key.update(token=key["secret"], token_until=call.clock.now() + grace, secret=secret, masked=masked(secret))
    return Reply(body={**shown(key, call.clock.now()), "secret": secret})


@audit.write("revokeKey", "key.revoke")
def revoke_key(call: Call, entry: audit.Entry) -> Reply:
    """Ends a key for good."""
    key = access.found(call, "keys", "key", "key_id")
    if key is access.caller(call):
        access.refuse(call, 409, "own_key", "A key cannot revoke itself. Use another one.", "key_id")
    sent = access.sent(call)
    entry.reason = sent.get("reason")
    before = shown(key, call.clock.now())
    if not key["revoked_at"]:
        key["revoked_at"] = moments.text(call.clock.now())
    entry.compare(before, shown(key, call.clock.now()))
    return Reply(body=shown(key, call.clock.now()))


def _living(call: Call) -> dict[str, Any]:
    """The key that the path names; raises Refusal 404, or 409 where it is revoked."""
    key = access.found(call, "keys", "key", "key_id")
    if key["revoked_at"]:
        message = f"Key {key['id']} was revoked on {key['revoked_at'][:10]}. Create a new one."
        access.refuse(call, 409, "key_revoked", message, "key_id")
    return key


def _check(call: Call, sent: dict[str, Any], team_id: str, own_id: str | None) -> None:
    """Raises Refusal where the models are unknown, the end is past, or the name is taken in the team."""
    models.require(call, sent.get("models", []), "models")
    ends = sent.get("expires_at")
    if ends and moments.seconds(ends) <= call.clock.now():
        access.refuse(call, 409, "already_over", f"expires_at: {ends} has passed.", "expires_at")
    for key in call.state.collection("keys").list(team_id=team_id):
        if key["name"] == sent.get("name") and key["id"] != own_id:
            message = f"Team {team_id} has a key with the name '{key['name']}' already, {key['id']}."
            access.refuse(call, 409, "already_exists", message, "name")
