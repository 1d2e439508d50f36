"""Parley, a chat service as an MCP server: channels and messages, all of them invented."""

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
    prompt,
    resource,
    resource_template,
    text,
    tool,
)
from gatepost.sandbox.mcp_call import ToolCall

from . import moments

PARLEY = McpServer(
    "parley",
    "Parley, the chat service",
    "1.9.4",
    "Parley holds channels and messages. Name a channel without `#`. Everyone in a channel reads what is posted there.",
)
BATCH = 2
BATCH_SECONDS = 0.3

TEXT = {"type": "string"}
CHANNEL = {"type": "string", "description": "Name of the channel, without `#`.", "examples": ["search"]}
MESSAGE = {
    "type": "object",
    "properties": {
        "channel": CHANNEL,
        "author": {"type": "string", "description": "Who wrote it."},
        "text": {"type": "string", "description": "What it says."},
        "sent_at": {"type": "string", "format": "date-time", "description": "When it was sent."},
    },
    "required": ["channel", "author", "text", "sent_at"],
}

CHANNELS = (
    ("general", "What concerns everyone", 48),
    ("incidents", "What is broken, and who mends it", 17),
    ("search", "The search and its ranking", 9),
)
MESSAGES = (
    ("general", "wen", "Lunch is at twelve today.", "2026-11-19T10:58:00Z"),
    ("incidents", "priya", "The chat window covers the footer on small screens.", "2026-11-19T11:25:00Z"),
    ("incidents", "tomas", "A fix is in review.", "2026-11-19T13:02:00Z"),
    ("incidents", "priya", "Thanks. I told the customers who asked.", "2026-11-19T13:10:00Z"),
    ("search", "imogen", "Two equal queries gave different results this morning.", "2026-11-20T09:05:00Z"),
    ("search", "tomas", "Ties are broken by chance. I sent a change that breaks them by id.", "2026-11-20T10:41:00Z"),
    ("search", "imogen", "Approved.", "2026-11-20T11:00:00Z"),
)


def seed(state: State) -> None:
    """Fills channels and messages."""
    for name, topic, members in CHANNELS:
        state.collection("parley_channels").insert({"id": name, "name": name, "topic": topic, "members": members})
    for message in MESSAGES:
        _write(state, *message)


# tools


@tool(
    "parley",
    title="List channels",
    description="Returns the channels that the caller can read.",
    output_schema={
        "type": "object",
        "properties": {
            "channels": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": CHANNEL,
                        "topic": {"type": "string", "description": "What it is for."},
                        "members": {"type": "integer", "description": "How many people read it."},
                    },
                    "required": ["name", "topic", "members"],
                },
            }
        },
        "required": ["channels"],
    },
    read_only=True,
    destructive=False,
    open_world=False,
)
def list_channels(call: ToolCall) -> dict[str, Any]:
    """Every channel."""
    found = call.state.collection("parley_channels")
    return {"channels": [{name: one[name] for name in ("name", "topic", "members")} for one in found]}


@tool(
    "parley",
    title="Search messages",
    description="Finds messages by words, channel and time.",
    properties={
        "query": {
            "type": "string",
            "minLength": 1,
            "description": "Words to look for; all must occur.",
            "examples": ["fix"],
        },
        "channel": CHANNEL,
        "since": {"type": "string", "format": "date-time", "description": "Only messages sent then or later."},
    },
    required=["query"],
    output_schema={
        "type": "object",
        "properties": {"messages": {"type": "array", "items": MESSAGE, "description": "Newest first."}},
        "required": ["messages"],
    },
    read_only=True,
    destructive=False,
    open_world=False,
)
def search_messages(call: ToolCall) -> dict[str, Any]:
    """The messages that have every word."""
    words = call.arguments["query"].lower().split()
    since = moments.seconds(call.arguments["since"]) if "since" in call.arguments else moments.FIRST
    found = [
        {name: one[name] for name in MESSAGE["properties"]}
        for one in call.state.collection("parley_messages").list(channel=call.arguments.get("channel"))
        if all(word in one["text"].lower() for word in words) and moments.seconds(one["sent_at"]) >= since
    ]
    return {"messages": sorted(found, key=lambda one: str(one["sent_at"]), reverse=True)}


@tool(
    "parley",
    title="Post a message",
    description="Writes a message to a channel. Everyone in it is told.",
    properties={
        "channel": CHANNEL,
        "text": {
            "type": "string",
            "minLength": 1,
            "maxLength": 4000,
            "description": "What to say. Markdown.",
            "examples": ["The fix is **in review**."],
        },
    },
    required=["channel", "text"],
    read_only=False,
    destructive=False,
    idempotent=False,
    open_world=True,
)
def post_message(call: ToolCall) -> str:
    """That it was posted."""
    channel = _channel(call)
    _write(call.state, channel["name"], "you", call.arguments["text"], moments.text(call.clock.now()))
    return f"Posted to #{channel['name']}, which {channel['members']} people read."


@tool(
    "parley",
    title="Export a transcript",
    description="Returns all messages of a channel in a period as one document, and tells how far it is meanwhile.",
    properties={
        "channel": CHANNEL,
        "since": {"type": "string", "format": "date", "description": "The first day.", "examples": ["2026-11-01"]},
        "until": {"type": "string", "format": "date", "description": "The last day.", "examples": ["2026-11-30"]},
    },
    required=["channel", "since", "until"],
    read_only=True,
    destructive=False,
    idempotent=True,
    open_world=False,
)
async def export_transcript(call: ToolCall) -> list[Content]:
    """The document as an embedded resource."""
    name, since, until = _channel(call)["name"], call.arguments["since"], call.arguments["until"]
    found = [
        one
        for one in call.state.collection("parley_messages").list(channel=name)
        if since <= one["sent_at"][:10] <= until
    ]
    for done in range(0, len(found), BATCH):
        call.progress(done, len(found), f"{done} of {len(found)} messages")
        await call.wait(BATCH_SECONDS)
    call.progress(len(found), len(found), "Done")
    lines = [f"[{one['sent_at']}] {one['author']}: {one['text']}\n" for one in found]
    document = embedded(f"parley://channels/{name}/transcripts/{since}..{until}", "".join(lines), "text/plain")
    return [text(f"{len(found)} messages of #{name}."), document]


@tool(
    "parley",
    title="Invite a guest",
    description="Invites someone from outside to a channel. Guests are turned off here, so it always fails.",
    properties={"channel": CHANNEL, "email": {"type": "string", "format": "email", "description": "Whom to invite."}},
    required=["channel", "email"],
    read_only=False,
    destructive=False,
    open_world=True,
)
def invite_guest(call: ToolCall) -> str:
    """Nothing: it fails, so that there is a failure to look at."""
    raise ToolError("Guests are turned off in this workspace. An owner can allow them under Settings, Guests.")


# prompts


def _channels(call: Call, typed: str, others: Mapping[str, Any]) -> list[str]:
    return [one["name"] for one in call.state.collection("parley_channels") if one["name"].startswith(typed)]


@prompt(
    "parley",
    Argument("channel", "Name of the channel.", required=True, complete=_channels),
    Argument(
        "tone",
        "How to write, such as `plain` or `formal`.",
        complete=lambda call, typed, others: [
            tone for tone in ("formal", "friendly", "plain") if tone.startswith(typed)
        ],
    ),
    title="Summarise a channel",
    description="Asks for a summary of what was said in a channel.",
)
def summarise_channel(call: Call, channel: str, tone: str = "plain") -> str:
    """The request, with the messages in it."""
    found = call.state.collection("parley_messages").list(channel=channel)
    lines = [f"{one['author']}: {one['text']}" for one in found]
    return f"Summarise what was said in #{channel}, in a {tone} tone:\n" + "\n".join(lines)


# resources


@resource(
    "parley",
    "parley://guidelines",
    title="How we write to each other",
    mime_type="text/markdown",
    annotations={"audience": ["assistant"], "priority": 0.9, "lastModified": "2026-09-02T09:10:00Z"},
)
def guidelines(call: Call) -> str:
    """What to mind before posting."""
    return "# How we write\n\n- Say what you need in the first line.\n- Post once, in the channel that it concerns.\n"


@resource_template(
    "parley",
    "parley://channels/{channel}",
    title="A channel",
    mime_type="text/markdown",
    complete={"channel": _channels},
)
def channel(call: Call, channel: str) -> str:
    """A channel with its last messages."""
    one = call.state.collection("parley_channels")[channel]
    found = call.state.collection("parley_messages").list(channel=channel)[-10:]
    return f"# {one['name']}\n\n{one['topic']}\n\n" + "".join(f"- {each['author']}: {each['text']}\n" for each in found)


# what they share


def _channel(call: ToolCall) -> dict[str, Any]:
    """The channel that is asked for; raises ToolError where there is none."""
    found = call.state.collection("parley_channels").get(call.arguments["channel"])
    if found is None:
        raise ToolError(f"There is no channel {call.arguments['channel']}. list_channels names them.")
    return found


def _write(state: State, channel: str, author: str, text_: str, sent_at: str) -> None:
    messages = state.collection("parley_messages")
    id = f"msg_{len(messages) + 1:04d}"
    messages.insert({"id": id, "channel": channel, "author": author, "text": text_, "sent_at": sent_at})
