from tests.unit.specs.postern import Postern, error

LEDGER = {"id": "ledger-2", "title": "Ledger", "url": "https://ledger.example.com/mcp", "authorization": "Bearer x"}
TRIAGE = {"id": "triage", "title": "Triage", "tools": [{"server_id": "quarry", "tool": "list_issues"}]}


def test_a_server_is_registered_without_showing_its_credential_and_removed() -> None:
    postern = Postern()
    made = postern.post("/v1/mcp/servers", LEDGER, expect=201)
    assert "authorization" not in made.json
    assert (made.json["tool_prefix"], made.json["status"], made.json["tool_count"]) == ("ledger_2", "unchecked", 0)
    assert error(postern.post("/v1/mcp/servers", LEDGER, expect=409)) == "already_exists"
    assert postern.get("/v1/mcp/servers/ledger-2/tools").json["data"] == []
    postern.send("DELETE", made.headers["location"], expect=204)
    postern.get("/v1/mcp/servers/ledger-2", expect=404)


def test_a_server_in_use_stays_until_its_virtual_servers_are_gone() -> None:
    postern = Postern()
    assert error(postern.send("DELETE", "/v1/mcp/servers/quarry", expect=409)) == "in_use"
    for virtual in ("workbench", "workbench-read-only"):
        postern.send("DELETE", f"/v1/mcp/virtual-servers/{virtual}", expect=204)
    postern.send("DELETE", "/v1/mcp/servers/quarry", expect=204)


def test_tools_are_chosen_by_their_hints() -> None:
    postern = Postern()
    names = {
        wanted: [
            tool["gateway_name"]
            for tool in postern.get(f"/v1/mcp/servers/quarry/tools?read_only={wanted}").json["data"]
        ]
        for wanted in ("true", "false")
    }
    assert names["false"] == ["quarry_create_issue", "quarry_merge_change", "quarry_run_checks"]
    assert len(names["true"]) == 4


def test_a_virtual_server_offers_known_tools_under_different_names() -> None:
    postern = Postern()
    postern.post("/v1/mcp/virtual-servers", TRIAGE, expect=201)
    assert error(postern.post("/v1/mcp/virtual-servers", TRIAGE, expect=409)) == "already_exists"
    unknown = {**TRIAGE, "id": "other", "tools": [{"server_id": "quarry", "tool": "fly"}]}
    assert error(postern.post("/v1/mcp/virtual-servers", unknown, expect=404)) == "unknown_tool"
    twice = {**TRIAGE, "id": "other", "tools": TRIAGE["tools"] * 2}
    assert error(postern.post("/v1/mcp/virtual-servers", twice, expect=409)) == "ambiguous_tool"
    twice["tools"] = [TRIAGE["tools"][0], {**TRIAGE["tools"][0], "alias": "issues"}]
    postern.post("/v1/mcp/virtual-servers", twice, expect=201)
    nobody = {**TRIAGE, "id": "third", "team_ids": ["team_nobody"]}
    assert error(postern.post("/v1/mcp/virtual-servers", nobody, expect=404)) == "not_found"


def test_the_read_only_subset_has_no_tool_that_writes() -> None:
    postern = Postern()
    writing = {
        (server, tool["name"])
        for server in ("quarry", "parley")
        for tool in postern.get(f"/v1/mcp/servers/{server}/tools?read_only=false").json["data"]
    }
    subset = postern.get("/v1/mcp/virtual-servers/workbench-read-only").json["tools"]
    assert not writing & {(tool["server_id"], tool["tool"]) for tool in subset}


def test_the_id_of_a_virtual_server_stays() -> None:
    body = {**TRIAGE, "id": "other"}
    assert Postern().put("/v1/mcp/virtual-servers/compliance", body, expect=409).json["error"]["param"] == "id"
