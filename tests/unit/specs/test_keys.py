from tests.unit.specs.postern import Postern, error

NEW = {"name": "Kiosk", "team_id": "team_harbour", "models": ["meridian-4-mini"]}


def test_a_new_key_works_at_once_for_its_models_only() -> None:
    postern = Postern()
    made = postern.post("/v1/keys", NEW, expect=201)
    secret = made.json["secret"]
    assert postern.ask("Hello", "fast", key=secret).status == 200
    assert error(postern.ask("Hello", "cobalt-2", key=secret, expect=403)) == "model_not_allowed"
    assert error(postern.get("/v1/keys", key=secret, expect=403)) == "scope_missing"
    assert [model["id"] for model in postern.get("/v1/models", key=secret).json["data"]] == ["meridian-4-mini"]
    shown = postern.get(made.headers["location"]).json
    assert "secret" not in shown
    assert shown["spend_usd"] > 0
    assert shown["last_used_at"]


def test_a_revoked_key_is_401_at_once_and_for_good() -> None:
    postern = Postern()
    made = postern.post("/v1/keys", NEW).json
    revoked = postern.post(f"/v1/keys/{made['id']}/revoke", {"reason": "Lost."}).json
    assert (revoked["status"], bool(revoked["revoked_at"])) == ("revoked", True)
    assert error(postern.ask("Hello", key=made["secret"], expect=401)) == "key_revoked"
    assert postern.post(f"/v1/keys/{made['id']}/revoke").json["revoked_at"] == revoked["revoked_at"]
    assert error(postern.send("PATCH", f"/v1/keys/{made['id']}", {"name": "Again"}, expect=409)) == "key_revoked"
    assert error(postern.get("/v1/models", key="sk-sandbox-revoked", expect=401)) == "key_revoked"


def test_a_key_cannot_revoke_itself() -> None:
    assert error(Postern().post("/v1/keys/key_sandbox/revoke", expect=409)) == "own_key"


def test_a_rotated_key_keeps_its_old_secret_for_the_grace_period() -> None:
    postern = Postern()
    made = postern.post("/v1/keys", NEW).json
    rotated = postern.post(f"/v1/keys/{made['id']}/rotate", {"grace_seconds": 60}).json
    assert rotated["secret"] != made["secret"]
    for secret in (made["secret"], rotated["secret"]):
        postern.ask("Hello", key=secret)
    postern.sandbox.clock.advance(60)
    assert error(postern.ask("Hello", key=made["secret"], expect=401)) == "key_rotated"
    postern.ask("Hello", key=rotated["secret"])


def test_a_key_expires() -> None:
    postern = Postern()
    made = postern.post("/v1/keys", {**NEW, "expires_at": "2026-11-23T09:05:00Z"}).json
    postern.ask("Hello", key=made["secret"])
    postern.sandbox.clock.advance(300)
    assert error(postern.ask("Hello", key=made["secret"], expect=401)) == "key_expired"
    assert postern.get(f"/v1/keys/{made['id']}").json["status"] == "expired"
    assert [key["id"] for key in postern.get("/v1/keys?status=expired").json["data"]] == [made["id"]]


def test_keys_that_make_no_sense_are_refused() -> None:
    postern = Postern()
    postern.post("/v1/keys", NEW)
    assert error(postern.post("/v1/keys", NEW, expect=409)) == "already_exists"
    late = {**NEW, "name": "Late", "expires_at": "2020-01-01T00:00:00Z"}
    assert error(postern.post("/v1/keys", late, expect=409)) == "already_over"
    assert error(postern.post("/v1/keys", {**NEW, "team_id": "team_nobody"}, expect=404)) == "not_found"
    unknown = {**NEW, "name": "Other", "models": ["nobody"]}
    assert error(postern.post("/v1/keys", unknown, expect=404)) == "model_not_found"
    postern.post("/v1/keys", {**NEW, "name": "Leap", "expires_at": "2026-12-31T23:59:60Z"}, expect=201)


def test_the_name_of_a_key_is_not_its_secret() -> None:
    assert error(Postern().get("/v1/models", key="key_sandbox", expect=401)) == "invalid_api_key"


def test_keys_are_read_page_by_page() -> None:
    postern, seen, cursor = Postern(), [], ""
    while cursor is not None:
        page = postern.get(f"/v1/keys?limit=3{cursor and '&cursor='}{cursor}").json
        seen += [key["id"] for key in page["data"]]
        cursor = page["next_cursor"]
    assert len(seen) == len(set(seen)) == 7
    assert error(postern.get("/v1/keys?cursor=zzz", expect=404)) == "unknown_cursor"
