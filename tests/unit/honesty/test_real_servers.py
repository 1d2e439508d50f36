"""The captured servers: every flag above a note was looked at by hand and is listed here with its verdict."""

from gatepost.honesty import examine
from gatepost.load.mcp import load_mcp
from gatepost.settings import McpInput
from gatepost.translate.mcp import translate_mcp
from tests.corpus.mcp import mcp_snapshots

REVIEWED = {
    ("shadowing-name", "tool:github-archived/search_issues"): "true: another server of the site has the name",
    ("shadowing-name", "tool:github-archived/update_issue"): "true: another server of the site has the name",
    ("shadowing-name", "tool:sentry/search_issues"): "true: another server of the site has the name",
    ("shadowing-name", "tool:sentry/update_issue"): "true: another server of the site has the name",
    ("directive-to-model", "tool:py-fetch/fetch"): "true, meant well: talks the model out of an earlier refusal",
}


def test_every_flag_was_reviewed() -> None:
    paths = mcp_snapshots()
    documents, _ = load_mcp([McpInput(path=path.name) for path in paths], paths[0].parent)
    servers, _ = translate_mcp(documents)
    flags = {
        (finding.rule, str(finding.address))
        for server in servers
        for finding in examine(server, others=servers)
        if finding.severity != "note"
    }
    assert flags == set(REVIEWED)
