"""The prompts and resources of Quarry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gatepost.sandbox.behaviour import Call
from gatepost.sandbox.mcp import Argument, embedded, prompt, resource, resource_template, text

from .mcp_code_host import FILES, activity, file_uri, files_of

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
    readme = files_of(call.state, repository).get("README.md", "")
    return [
        {"role": "user", "content": text(ask)},
        {"role": "user", "content": embedded(file_uri(repository, "README.md"), readme, "text/markdown")},
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
    files = files_of(call.state, f"{others.get('owner')}/{others.get('name')}")
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
    found = files_of(call.state, f"{owner}/{name}")[path]
    return activity(f"{owner}/{name}") if path.endswith(".png") else found


@resource_template(
    "quarry", "quarry://{owner}/{name}/issues/{number}", title="An issue", name="issue", mime_type="text/markdown"
)
def issue(call: Call, owner: str, name: str, number: str) -> str:
    """An issue with its text."""
    one = call.state.collection("quarry_issues")[f"{owner}/{name}#{number}"]
    return f"# {one['title']}\n\n{one['state']}, opened on {one['created_at'][:10]}\n\n{one['body']}\n"
