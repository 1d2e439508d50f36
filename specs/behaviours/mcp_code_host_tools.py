"""The tools of Quarry: searching and reading, issues, changes and their checks."""

from __future__ import annotations

from typing import Any

from gatepost.sandbox.mcp import Content, ToolError, embedded, image, resource_link, text, tool
from gatepost.sandbox.mcp_call import ToolCall

from . import moments
from .mcp_code_host import WEEKS, activity, file_uri, files_of, issue_uri, repository_of, type_of

CHECKS = ("format", "types", "unit tests", "browser tests", "package", "licence")
CHECK_SECONDS = 0.6

TEXT = {"type": "string"}
REPOSITORY = {"type": "string", "description": "Owner and name, such as `atlas/search`.", "examples": ["atlas/search"]}
NUMBER = {"type": "integer", "minimum": 1, "examples": [41]}
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


@tool(
    "quarry",
    title="Search repositories",
    description="Finds repositories by words of their name and description.",
    properties={
        "query": {"type": "string", "minLength": 1, "description": "Words to look for.", "examples": ["search"]},
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
        "path": {"type": "string", "description": "Where the file is in the repository.", "examples": ["README.md"]},
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
    found = files_of(call.state, repository).get(path)
    if found is None:
        raise ToolError(f"{repository} has no file {path} at {call.arguments['ref']}.")
    if path.endswith(".png"):
        return image(activity(repository))
    return embedded(file_uri(repository, path), found, type_of(path))


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
    repository = repository_of(call)
    found = call.state.collection("quarry_issues").list(repository=repository, state=call.arguments["state"])
    found.sort(key=lambda one: str(one["created_at"]), reverse=True)
    return {"issues": [{name: one[name] for name in ISSUE["properties"]} for one in found]}


@tool(
    "quarry",
    title="Create an issue",
    description="Opens an issue. Without a body, the user is asked for one.",
    properties={
        "repository": REPOSITORY,
        "title": {
            "type": "string",
            "minLength": 1,
            "maxLength": 200,
            "description": "What it is about.",
            "examples": ["Results are slow"],
        },
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
    repository = repository_of(call)
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
    link = resource_link(issue_uri(repository, number), f"{repository}#{number}", mime_type="text/markdown")
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
    repository, number = repository_of(call), call.arguments["number"]
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
    repository, number = repository_of(call), call.arguments["number"]
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
    repository = repository_of(call)
    return [text(f"Commits to {repository} in {WEEKS} weeks, a column a week."), image(activity(repository))]
