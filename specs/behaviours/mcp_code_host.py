"""Quarry, a code host as an MCP server: repositories, files, issues and changes, all of them invented."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gatepost.sandbox.behaviour import Call, State
from gatepost.sandbox.mcp import (
    Argument,
    Content,
    McpServer,
    ToolError,
    embedded,
    image,
    prompt,
    resource,
    resource_link,
    resource_template,
    text,
    tool,
)
from gatepost.sandbox.mcp_call import ToolCall

from . import mcp_pictures, moments

QUARRY = McpServer(
    "quarry",
    "Quarry, the code host",
    "3.2.0",
    "Quarry holds repositories, issues and changes. Name a repository as `owner/name`. Search before you create an"
    " issue. Merging asks the user first.",
)
WEEKS = 26
CHECKS = ("format", "types", "unit tests", "browser tests", "package", "licence")
CHECK_SECONDS = 0.6

TEXT = {"type": "string"}
REPOSITORY = {"type": "string", "description": "Owner and name, such as `atlas/search`."}
NUMBER = {"type": "integer", "minimum": 1}
ISSUE = {
    "type": "object",
    "properties": {
        "number": {"type": "integer", "description": "Its number in the repository."},
        "title": {"type": "string", "description": "What it is about."},
        "state": {"type": "string", "enum": ["open", "closed"], "description": "Whether work is left."},
        "labels": {"type": "array", "items": TEXT, "description": "What it is filed under."},
        "author": {"anyOf": [TEXT, {"type": "null"}], "description": "Who opened it; null for a deleted account."},
        "created_at": {"type": "string", "format": "date-time", "description": "When it was opened."},
    },
    "required": ["number", "title", "state", "labels", "author", "created_at"],
}

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


# tools


@tool(
    "quarry",
    title="Search repositories",
    description="Finds repositories by words of their name and description.",
    properties={
        "query": {"type": "string", "minLength": 1, "description": "Words to look for."},
        "limit": {
            "type": "integer",
            "minimum": 1,
            "maximum": 50,
            "default": 10,
            "description": "How many repositories to return at most.",
        },
    },
    required=["query"],
    output_schema={
        "type": "object",
        "properties": {
            "total": {"type": "integer", "description": "How many there are in all."},
            "repositories": {
                "type": "array",
                "description": "Those with most stars first.",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": REPOSITORY,
                        "description": TEXT,
                        "language": {"type": "string", "description": "What most of it is written in."},
                        "stars": {"type": "integer", "description": "How many people marked it."},
                    },
                    "required": ["name", "description", "language", "stars"],
                },
            },
        },
        "required": ["total", "repositories"],
    },
    read_only=True,
    destructive=False,
    idempotent=True,
    open_world=False,
)
def search_repositories(call: ToolCall) -> dict[str, Any]:
    """The repositories that have every word."""
    words = call.arguments["query"].lower().split()
    found = [
        one
        for one in call.state.collection("quarry_repositories")
        if all(word in f"{one['name']} {one['description']}".lower() for word in words)
    ]
    found.sort(key=lambda one: -int(one["stars"]))
    shown = [
        {name: one[name] for name in ("name", "description", "language", "stars")}
        for one in found[: call.arguments["limit"]]
    ]
    return {"total": len(found), "repositories": shown}


@tool(
    "quarry",
    title="Read a file",
    description="Returns the text of a file at a branch, tag or commit.",
    properties={
        "repository": REPOSITORY,
        "path": {"type": "string", "description": "Where the file is in the repository."},
        "ref": {"type": "string", "default": "main", "description": "Branch, tag or commit."},
    },
    required=["repository", "path"],
    read_only=True,
    destructive=False,
    idempotent=True,
    open_world=False,
)
def get_file(call: ToolCall) -> Content:
    """The file as an embedded resource; a picture as a picture."""
    repository, path = call.arguments["repository"], call.arguments["path"]
    found = _files(call.state, repository).get(path)
    if found is None:
        raise ToolError(f"{repository} has no file {path} at {call.arguments['ref']}.")
    if path.endswith(".png"):
        return image(_activity(repository))
    return embedded(_file_uri(repository, path), found, _type_of(path))


@tool(
    "quarry",
    title="List issues",
    description="Returns the issues of a repository, newest first.",
    properties={
        "repository": {**REPOSITORY, "x-mcp-header": "Repository"},
        "state": {"type": "string", "enum": ["open", "closed"], "default": "open", "description": "Which issues."},
    },
    required=["repository"],
    output_schema={
        "type": "object",
        "properties": {"issues": {"type": "array", "items": {"$ref": "#/$defs/issue"}}},
        "required": ["issues"],
        "$defs": {"issue": ISSUE},
    },
    read_only=True,
    destructive=False,
    open_world=False,
)
def list_issues(call: ToolCall) -> dict[str, Any]:
    """The issues in a state."""
    repository = _repository(call)
    found = call.state.collection("quarry_issues").list(repository=repository, state=call.arguments["state"])
    found.sort(key=lambda one: str(one["created_at"]), reverse=True)
    return {"issues": [{name: one[name] for name in ISSUE["properties"]} for one in found]}


@tool(
    "quarry",
    title="Create an issue",
    description="Opens an issue. Without a body, the user is asked for one.",
    properties={
        "repository": REPOSITORY,
        "title": {"type": "string", "minLength": 1, "maxLength": 200, "description": "What it is about."},
        "body": {"type": "string", "description": "What happens, and what should. Markdown."},
        "labels": {
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "uniqueItems": True,
            "default": [],
            "description": "What to file it under.",
        },
    },
    required=["repository", "title"],
    read_only=False,
    destructive=False,
    idempotent=False,
    open_world=False,
)
async def create_issue(call: ToolCall) -> list[Content]:
    """The new issue, as a link."""
    repository = _repository(call)
    body = call.arguments.get("body")
    if body is None and "elicitation" in call.channel.capabilities:
        answer = await call.elicit(
            f"What should the issue '{call.arguments['title']}' say?",
            {"body": {"type": "string", "title": "Text", "description": "What happens, and what should."}},
        )
        if answer.action == "cancel":
            raise ToolError("The user closed the form; no issue was opened.")
        body = answer.content.get("body")
    issues = call.state.collection("quarry_issues")
    number = max((one["number"] for one in issues.list(repository=repository)), default=0) + 1
    made = {"number": number, "title": call.arguments["title"], "state": "open", "labels": call.arguments["labels"]}
    made |= {"author": "you", "created_at": moments.text(call.clock.now()), "repository": repository}
    issues.insert({**made, "id": f"{repository}#{number}", "body": body or ""})
    link = resource_link(_issue_uri(repository, number), f"{repository}#{number}", mime_type="text/markdown")
    return [text(f"Issue {number} is open in {repository}."), link]


@tool(
    "quarry",
    title="Merge a change",
    description="Merges an approved change into its target branch. The user is asked to confirm; it cannot be undone.",
    properties={"repository": REPOSITORY, "number": {**NUMBER, "description": "Number of the change."}},
    required=["repository", "number"],
    read_only=False,
    destructive=True,
    idempotent=False,
    open_world=False,
)
async def merge_change(call: ToolCall) -> str:
    """Whether it was merged."""
    repository, number = _repository(call), call.arguments["number"]
    change = call.state.collection("quarry_changes").get(f"{repository}!{number}")
    if change is None:
        raise ToolError(f"{repository} has no change {number}.")
    if change["status"] != "approved":
        raise ToolError(f"Change {number} is {change['status']}. Only approved changes can be merged.")
    answer = await call.elicit(
        f"Merge change {number}, '{change['title']}', into {change['target']} of {repository}?",
        {
            "confirm": {"type": "boolean", "title": "Merge it", "description": "This cannot be undone."},
            "method": {
                "type": "string",
                "title": "How",
                "oneOf": [
                    {"const": "squash", "title": "As one commit"},
                    {"const": "merge", "title": "With all its commits"},
                ],
                "default": "squash",
            },
        },
        ["confirm"],
    )
    if not answer.accepted or not answer.content["confirm"]:
        return f"The user did not confirm; change {number} stays as it is."
    change["status"] = "merged"
    return f"Change {number} is merged into {change['target']} ({answer.content.get('method', 'squash')})."


@tool(
    "quarry",
    title="Run the checks",
    description="Runs the checks of a change and reports on each as it ends. Takes some seconds.",
    properties={"repository": REPOSITORY, "number": {**NUMBER, "description": "Number of the change."}},
    required=["repository", "number"],
    output_schema={
        "type": "object",
        "properties": {
            "passed": {"type": "integer", "minimum": 0, "description": "How many checks passed."},
            "failed": {"type": "array", "items": TEXT, "description": "Names of those that did not."},
        },
        "required": ["passed", "failed"],
    },
    read_only=False,
    destructive=False,
    idempotent=True,
    open_world=False,
)
async def run_checks(call: ToolCall) -> dict[str, Any]:
    """The outcome of every check; slow on purpose."""
    repository, number = _repository(call), call.arguments["number"]
    change = call.state.collection("quarry_changes").get(f"{repository}!{number}")
    if change is None:
        raise ToolError(f"{repository} has no change {number}.")
    failed = ["unit tests"] if change["status"] == "in review" else []
    for done, name in enumerate(CHECKS):
        call.progress(done, len(CHECKS), f"{name} is running")
        await call.wait(CHECK_SECONDS)
    call.progress(len(CHECKS), len(CHECKS), "All checks have ended")
    return {"passed": len(CHECKS) - len(failed), "failed": failed}


@tool(
    "quarry",
    title="Draw the activity",
    description="Draws how much was committed to a repository on each day of the last half year, as a picture.",
    properties={"repository": REPOSITORY},
    required=["repository"],
    read_only=True,
    destructive=False,
    idempotent=True,
    open_world=False,
)
def draw_activity(call: ToolCall) -> list[Content]:
    """The picture, and what it shows in words."""
    repository = _repository(call)
    return [text(f"Commits to {repository} in {WEEKS} weeks, a column a week."), image(_activity(repository))]


# prompts


def _repositories(call: Call, typed: str, others: Mapping[str, Any]) -> list[str]:
    return [one["name"] for one in call.state.collection("quarry_repositories") if typed in one["name"]]


def _change_numbers(call: Call, typed: str, others: Mapping[str, Any]) -> list[str]:
    changes = call.state.collection("quarry_changes").list(repository=others.get("repository"))
    return [number for number in (str(one["number"]) for one in changes) if number.startswith(typed)]


def _labels(call: Call, typed: str, others: Mapping[str, Any]) -> list[str]:
    found = sorted({label for one in call.state.collection("quarry_issues") for label in one["labels"]})
    return [label for label in found if label.startswith(typed)]


@prompt(
    "quarry",
    Argument("repository", "Owner and name of the repository.", required=True, complete=_repositories),
    Argument("number", "Number of the change.", required=True, complete=_change_numbers),
    title="Review a change",
    description="Reads a change and asks for a review that names risks first.",
)
def review_change(call: Call, repository: str, number: str) -> list[dict[str, Any]]:
    """The request, with the change as a resource."""
    change = call.state.collection("quarry_changes").get(f"{repository}!{number}")
    about = f"{change['title']} ({change['status']}, into {change['target']})" if change else "not found"
    ask = f"Review change {number} of {repository}: {about}. Name the risks first, then what is missing."
    readme = _files(call.state, repository).get("README.md", "")
    return [
        {"role": "user", "content": text(ask)},
        {"role": "user", "content": embedded(_file_uri(repository, "README.md"), readme, "text/markdown")},
        {"role": "assistant", "content": text("I will look at the risks first.")},
    ]


@prompt(
    "quarry",
    Argument("repository", "Owner and name of the repository.", required=True, complete=_repositories),
    Argument("label", "Only issues with this label.", complete=_labels),
    title="Sort issues",
    description="Asks to sort the open issues of a repository by urgency.",
)
def triage_issues(call: Call, repository: str, label: str = "") -> str:
    """The request, with the issues in it."""
    found = call.state.collection("quarry_issues").list(repository=repository, state="open")
    lines = [f"- #{one['number']} {one['title']}" for one in found if not label or label in one["labels"]]
    return f"Sort these issues of {repository} by urgency and say why:\n" + "\n".join(lines)


# resources


@resource(
    "quarry",
    "quarry://repositories",
    title="All repositories",
    mime_type="text/markdown",
    annotations={"audience": ["user", "assistant"], "priority": 0.6},
)
def repositories(call: Call) -> str:
    """The repositories with what they are for."""
    found = call.state.collection("quarry_repositories")
    return "".join(f"- **{one['name']}**: {one['description']}\n" for one in found)


def _paths(call: Call, typed: str, others: Mapping[str, Any]) -> list[str]:
    files = _files(call.state, f"{others.get('owner')}/{others.get('name')}")
    known = files or {path: "" for group in FILES.values() for path in group}
    return sorted(path for path in known if path.startswith(typed))


def _owners(call: Call, typed: str, others: Mapping[str, Any]) -> list[str]:
    found = {one["name"].partition("/")[0] for one in call.state.collection("quarry_repositories")}
    return sorted(owner for owner in found if owner.startswith(typed))


@resource_template(
    "quarry",
    "quarry://{owner}/{name}/files/{+path}",
    title="A file of a repository",
    name="file",
    mime_type=None,
    complete={"owner": _owners, "path": _paths},
)
def file(call: Call, owner: str, name: str, path: str) -> str | bytes:
    """A file on the main branch; pictures as bytes."""
    found = _files(call.state, f"{owner}/{name}")[path]
    return _activity(f"{owner}/{name}") if path.endswith(".png") else found


@resource_template(
    "quarry", "quarry://{owner}/{name}/issues/{number}", title="An issue", name="issue", mime_type="text/markdown"
)
def issue(call: Call, owner: str, name: str, number: str) -> str:
    """An issue with its text."""
    one = call.state.collection("quarry_issues")[f"{owner}/{name}#{number}"]
    return f"# {one['title']}\n\n{one['state']}, opened on {one['created_at'][:10]}\n\n{one['body']}\n"


# what they share


def _repository(call: ToolCall) -> str:
    """The repository that is asked for; raises ToolError where there is none."""
    name = str(call.arguments["repository"])
    if name not in call.state.collection("quarry_repositories"):
        raise ToolError(f"There is no repository {name}. Find one with search_repositories.")
    return name


def _files(state: State, repository: str) -> dict[str, str]:
    return FILES.get(repository, {}) if repository in state.collection("quarry_repositories") else {}


def _file_uri(repository: str, path: str) -> str:
    return f"quarry://{repository}/files/{path}"


def _issue_uri(repository: str, number: int) -> str:
    return f"quarry://{repository}/issues/{number}"


def _type_of(path: str) -> str:
    return "text/markdown" if path.endswith(".md") else "text/plain"


def _activity(repository: str) -> bytes:
    return mcp_pictures.grid(mcp_pictures.levels(repository, WEEKS * 7), columns=WEEKS)
