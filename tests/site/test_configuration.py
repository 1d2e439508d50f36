"""Wrong configuration ends in a message that names plugin, option and remedy."""

import pytest

from tests.site.conftest import Project


def rewritten(project: Project, old: str, new: str) -> str:
    config = (project.folder / "mkdocs.yml").read_text()
    assert old in config
    project.write("mkdocs.yml", config.replace(old, new))
    result = project.build()
    assert result.exit_code == 1, result.output
    assert "Traceback" not in result.output
    return result.output


@pytest.mark.parametrize("plugin", ["reference", "console", "search", "sandbox"])
def test_each_plugin_needs_the_gateway(project: Project, plugin: str) -> None:
    project.write("mkdocs.yml", f"site_name: A\ntheme: material\nplugins: [gatepost/{plugin}]\n")
    result = project.build()
    assert result.exit_code == 1
    assert f"gatepost/{plugin} needs the plugin gatepost/gateway" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("{openapi: a.yaml, openai: b.yaml}", ["gatepost/gateway", "'openai'"]),
        ("{openapi: [{file: a.yaml}]}", ["gatepost/gateway", "openapi[0]", "file"]),
        ("{openapi: [{path: a.yaml, id: 'No Good'}]}", ["gatepost/gateway", "openapi[0].id"]),
        ("{openapi: a.yaml, cache: 7}", ["gatepost/gateway", "cache", "str"]),
        ("{}", ["gatepost/gateway", "nothing to document", "openapi: path"]),
        ("{openapi: [{path: specs/gateway.yaml, notes: nowhere}]}", ["notes", "no folder 'nowhere'", "Correct"]),
        ("{openapi: https://gateway.example.com/openapi.json}", ["https://gateway.example.com", "gatepost snapshot"]),
        ("{openapi: [{path: specs/gateway.yaml, preset: nobody}]}", ["preset", "nobody", "litellm"]),
    ],
)
def test_options_are_checked(project: Project, options: str, told: list[str]) -> None:
    output = rewritten(project, "{openapi: specs/gateway.yaml}", options)
    for word in told:
        assert word in output


@pytest.mark.parametrize(
    ("options", "told"),
    [("{samples: [curl, pyton]}", "no language 'pyton'"), ("{templates: nowhere}", "no folder 'nowhere'")],
)
def test_options_that_name_nothing_stop_the_build(project: Project, options: str, told: str) -> None:
    assert told in rewritten(project, "  - gatepost/reference\n", f"  - gatepost/reference: {options}\n")


def test_an_option_that_must_be_set_is_named(project: Project) -> None:
    versions = "  - gatepost/versions: {others: []}\n"
    output = rewritten(project, "  - gatepost/console\n", f"  - gatepost/console\n{versions}")
    assert "'gatepost/versions' option 'current': Object missing required field" in output


def test_two_searches_are_one_too_many(project: Project) -> None:
    assert "remove 'search'" in rewritten(project, "  - gatepost/search\n", "  - search\n  - gatepost/search\n")


def test_problems_of_the_description_are_warnings_and_cut(project: Project) -> None:
    names = [f"  /p{number}/{{id}}: {{get: {{responses: {{}}}}}}" for number in range(60)]
    project.write("specs/gateway.yaml", "openapi: 3.0.3\ninfo: {title: A, version: '1'}\npaths:\n" + "\n".join(names))
    result = project.build()
    assert result.exit_code == 0
    assert 0 < result.output.count("specs/gateway.yaml:") <= 40
    assert "problems.json" in result.output
    assert (project.folder / ".cache/gatepost/problems.json").is_file()
    assert project.build("--strict").exit_code == 1
