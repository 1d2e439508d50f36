from tests.unit.specs.postern import Postern, error


def test_a_team_gets_members_and_loses_them() -> None:
    postern = Postern()
    team = postern.post("/v1/teams", {"name": "Night Watch!"}, expect=201).json
    assert (team["id"], team["member_count"]) == ("team_night_watch", 0)
    target = f"/v1/teams/{team['id']}/members"
    new = {"role": "owner", "name": "Ada", "email": "ada@postern.example.com"}
    assert postern.put(f"{target}/user_ada", new).json["email"] == "ada@postern.example.com"
    assert postern.put(f"{target}/user_bob_m", {"role": "viewer"}).json["name"] == "Bob M"
    assert [member["user_id"] for member in postern.get(target).json["data"]] == ["user_ada", "user_bob_m"]
    postern.send("DELETE", f"{target}/user_bob_m", expect=204)
    assert postern.get(f"/v1/teams/{team['id']}").json["member_count"] == 1


def test_a_team_keeps_an_owner() -> None:
    postern = Postern()
    imogen, tomas = (f"/v1/teams/team_atlas/members/user_{name}" for name in ("imogen", "tomas"))
    assert error(postern.send("DELETE", imogen, expect=409)) == "last_owner"
    assert error(postern.put(imogen, {"role": "viewer"}, expect=409)) == "last_owner"
    postern.put(imogen, {"role": "owner"})
    postern.put(tomas, {"role": "owner"})
    postern.send("DELETE", imogen, expect=204)


def test_names_of_teams_are_unique_whatever_their_case() -> None:
    assert error(Postern().post("/v1/teams", {"name": "ATLAS"}, expect=409)) == "already_exists"
