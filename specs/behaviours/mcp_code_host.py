"""Quarry, a code host as an MCP server: repositories, files, issues and changes, all of them invented."""

from __future__ import annotations

from gatepost.sandbox.behaviour import State
from gatepost.sandbox.mcp import McpServer, ToolError
from gatepost.sandbox.mcp_call import ToolCall

from . import mcp_pictures

QUARRY = McpServer(
    "quarry",
    "Quarry, the code host",
    "3.2.0",
    "Quarry holds repositories, issues and changes. Name a repository as `owner/name`. Search before you create an"
    " issue. Merging asks the user first.",
)
WEEKS = 26

REPOSITORIES = (
    ("atlas/search", "Finds documents by meaning and by words", "Python", 41),
    ("atlas/search-console", "Pages to try the search by hand", "TypeScript", 12),
    ("harbour/web-chat", "The chat window on the support pages", "TypeScript", 29),
    ("lantern/nightly-batch", "Summaries of papers, made each night", "Python", 7),
)
FILES = {
    "atlas/search": {
        "README.md": "# Search\n\nFinds documents by meaning and by words.\n\n    python -m search 'red kites'\n",
        "search/rank.py": "def rank(documents, query):\n    return sorted(documents, key=query.score, reverse=True)\n",
        "docs/activity.png": "",
    },
    "harbour/web-chat": {"README.md": "# Web chat\n\nThe window in the corner.\n", "src/window.ts": "export {};\n"},
}
ISSUES = (
    (
        "atlas/search",
        118,
        "Results change between equal queries",
        "open",
        ["bug"],
        "imogen",
        "2026-11-20T09:12:00Z",
    ),
    ("atlas/search", 117, "Rank recent documents higher", "open", ["wish"], "tomas", "2026-11-17T15:40:00Z"),
    ("atlas/search", 112, "Umlauts are not folded", "closed", ["bug"], None, "2026-11-02T08:05:00Z"),
    ("harbour/web-chat", 54, "The window covers the footer", "open", ["bug"], "priya", "2026-11-19T11:30:00Z"),
)
CHANGES = (
    ("atlas/search", 41, "Break ties by document id", "approved", "main"),
    ("atlas/search", 42, "Fold umlauts", "in review", "main"),
    ("harbour/web-chat", 19, "Move the window up", "approved", "main"),
)


def seed(state: State) -> None:
    """Fills repositories, issues and changes."""
    for name, about, language, stars in REPOSITORIES:
        item = {"id": name, "name": name, "description": about, "language": language, "stars": stars}
        state.collection("quarry_repositories").insert(item)
    for repository, number, title, status, labels, author, created_at in ISSUES:
        item = {"number": number, "title": title, "state": status, "labels": labels, "author": author}
        item |= {"id": f"{repository}#{number}", "repository": repository, "created_at": created_at, "body": ""}
        state.collection("quarry_issues").insert(item)
    for repository, number, title, status, target in CHANGES:
        item = {"number": number, "title": title, "status": status, "target": target, "repository": repository}
        state.collection("quarry_changes").insert({**item, "id": f"{repository}!{number}"})


def repository_of(call: ToolCall) -> str:
    """The repository that is asked for; raises ToolError where there is none."""
    name = str(call.arguments["repository"])
    if name not in call.state.collection("quarry_repositories"):
        raise ToolError(f"There is no repository {name}. Find one with search_repositories.")
    return name


def files_of(state: State, repository: str) -> dict[str, str]:
    """The text of every file of a repository, by path."""
    return FILES.get(repository, {}) if repository in state.collection("quarry_repositories") else {}


def file_uri(repository: str, path: str) -> str:
    """The resource that a file is."""
    return f"quarry://{repository}/files/{path}"


def issue_uri(repository: str, number: int) -> str:
    """The resource that an issue is."""
    return f"quarry://{repository}/issues/{number}"


def type_of(path: str) -> str:
    """The media type of a text file."""
    return "text/markdown" if path.endswith(".md") else "text/plain"


def activity(repository: str) -> bytes:
    """A picture of the commits to a repository."""
    return mcp_pictures.grid(mcp_pictures.levels(repository, WEEKS * 7), columns=WEEKS)
