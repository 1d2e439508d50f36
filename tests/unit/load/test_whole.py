import json
from pathlib import Path

from gatepost.load import load, whole
from gatepost.model.schema import Json
from gatepost.settings import OpenApiInput


def written(folder: Path, **files: Json) -> Path:
    for name, content in files.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    return folder


def test_references_across_files_lead_into_the_tree(tmp_path: Path) -> None:
    user = {"type": "object", "properties": {"team": {"$ref": "#/Team"}}}
    answer = {"description": "One.", "content": {"application/json": {"schema": {"$ref": "models.json#/User"}}}}
    written(
        tmp_path,
        gateway={
            "openapi": "3.1.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/users": {"get": {"responses": {"200": answer}}}},
        },
        models={"User": user, "Team": {"type": "string"}},
    )
    (bundle,) = load([OpenApiInput(path="gateway.json")], tmp_path)
    tree = whole(bundle)
    content = tree["paths"]["/users"]["get"]["responses"]["200"]["content"]
    assert content["application/json"]["schema"] == {"$ref": "#/x-gatepost-files/models.json/User"}
    team = tree["x-gatepost-files"]["models.json"]["User"]["properties"]["team"]
    assert team == {"$ref": "#/x-gatepost-files/models.json/Team"}
    assert bundle.root.root["paths"]["/users"]["get"]["responses"]["200"] == answer


def test_a_single_file_is_its_own_tree(tmp_path: Path) -> None:
    written(tmp_path, gateway={"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}})
    (bundle,) = load([OpenApiInput(path="gateway.json")], tmp_path)
    assert whole(bundle) is bundle.root.root
