"""Teams, their members and roles."""

from __future__ import annotations

import re
from typing import Any

from gatepost.sandbox.behaviour import Call, Reply, State, operation

from . import access, audit, moments, paging

SEPARATORS = re.compile(r"[^a-z0-9]+")


@operation("listTeams")
def list_teams(call: Call) -> Reply:
    """The teams, by name."""
    teams = sorted(call.state.collection("teams"), key=lambda team: team["name"].lower())
    return Reply(body=paging.listed([shown(call.state, team) for team in teams]))


@operation("getTeam")
def get_team(call: Call) -> Reply:
    """One team."""
    return Reply(body=shown(call.state, access.found(call, "teams", "team", "team_id")))


@audit.write("createTeam", "team.create")
def create_team(call: Call, entry: audit.Entry) -> Reply:
    """Creates a team without members."""
    sent, teams = access.sent(call), call.state.collection("teams")
    id = f"team_{SEPARATORS.sub('_', sent['name'].lower()).strip('_')}"
    entry.target = id
    if id in teams:
        access.refuse(call, 409, "already_exists", f"Team {id} has this name already.", "name")
    team = {
        "id": id,
        "name": sent["name"],
        "purpose": sent.get("purpose", ""),
        "log_retention_days": sent.get("log_retention_days", 30),
        "created_at": moments.text(call.clock.now()),
    }
    entry.compare({}, team, hidden=("id", "created_at"))
    return access.created(shown(call.state, teams.insert(team)), f"/v1/teams/{id}")


def shown(state: State, team: dict[str, Any]) -> dict[str, Any]:
    """A team with the number of its members."""
    return paging.last({**team, "member_count": len(members_of(state, team["id"]))}, "created_at")


def members_of(state: State, team_id: str) -> list[dict[str, Any]]:
    """The memberships of a team."""
    return state.collection("members").list(team_id=team_id)


@operation("listTeamMembers")
def list_team_members(call: Call) -> Reply:
    """The members of a team with their roles."""
    team = access.found(call, "teams", "team", "team_id")
    return Reply(body=paging.listed([_member(call.state, one) for one in members_of(call.state, team["id"])]))


@audit.write("setTeamMember", "member.set")
def set_team_member(call: Call, entry: audit.Entry) -> Reply:
    """Adds a member, or changes the role of one."""
    team, user_id = access.found(call, "teams", "team", "team_id"), call.path_values["user_id"]
    members, id = call.state.collection("members"), f"{team['id']}:{user_id}"
    before = members.get(id) or {}
    if before and access.sent(call)["role"] != "owner":
        _keep_an_owner(call, before)
    _know(call, user_id)
    added_at = before.get("added_at", moments.text(call.clock.now()))
    after = {
        "id": id,
        "team_id": team["id"],
        "user_id": user_id,
        "role": access.sent(call)["role"],
        "added_at": added_at,
    }
    entry.compare(before, after, hidden=("id", "user_id", "added_at"))
    return Reply(body=_member(call.state, members.insert(after)))


@audit.write("removeTeamMember", "member.remove")
def remove_team_member(call: Call, entry: audit.Entry) -> Reply:
    """Ends a membership."""
    team, user_id = access.found(call, "teams", "team", "team_id"), call.path_values["user_id"]
    member = call.state.collection("members").get(f"{team['id']}:{user_id}")
    if member is None:
        access.refuse(call, 404, "not_found", f"Team {team['id']} has no member '{user_id}'.", "user_id")
    _keep_an_owner(call, member)
    entry.compare(member, {}, hidden=("id", "user_id", "added_at"))
    call.state.collection("members").delete(member["id"])
    return Reply(204)


def _member(state: State, membership: dict[str, Any]) -> dict[str, Any]:
    user = state.collection("users")[membership["user_id"]]
    return {
        "user_id": user["id"],
        "name": user["name"],
        "email": user["email"],
        "role": membership["role"],
        "added_at": membership["added_at"],
    }


def _know(call: Call, user_id: str) -> None:
    """Makes the user known who is new to the gateway."""
    users = call.state.collection("users")
    if user_id not in users:
        name = access.sent(call).get("name") or user_id.removeprefix("user_").replace("_", " ").title()
        users.insert({"id": user_id, "name": name, "email": access.sent(call).get("email")})


def _keep_an_owner(call: Call, member: dict[str, Any]) -> None:
    """Raises Refusal 409 where the member is the last owner of the team."""
    owners = [one["id"] for one in members_of(call.state, member["team_id"]) if one["role"] == "owner"]
    if owners == [member["id"]]:
        message = f"{member['user_id']} is the last owner of {member['team_id']}. Make someone else an owner first."
        access.refuse(call, 409, "last_owner", message, "user_id")
