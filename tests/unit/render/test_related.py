from gatepost.model.operation import Operation
from gatepost.render.related import Related


def operation(method: str, path: str, scope: str = "") -> Operation:
    return Operation(id=f"{method} {path}", method=method, path=path, scope=scope)


def test_related_are_those_of_the_same_path_collection_and_items() -> None:
    names = ["GET /a", "POST /a", "GET /a/{id}", "GET /a/{id}/b", "GET /b"]
    operations = [operation(*name.split()) for name in names]
    related = Related([*operations, operation("PUT", "/a", scope="other")])
    found = {o.id: [other.id for other in related.to(o)] for o in operations}
    assert found["GET /a"] == ["POST /a", "GET /a/{id}"]
    assert found["GET /a/{id}"] == ["GET /a", "POST /a"]
    assert found["GET /a/{id}/b"] == [] and found["GET /b"] == []
