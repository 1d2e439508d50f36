"""The five-line site of the contract builds, and is what the contract says."""

import json
import re
from xml.etree import ElementTree

from tests.site.conftest import Project, link, searched, tags

OWN = ("canonical", "prev", "next")
OPERATION = "reference/forecasts/list-forecasts/"


def test_it_builds_strictly_with_every_page(project: Project) -> None:
    files = project.built()
    for name in (f"{OPERATION}index.html", f"{OPERATION}index.md", f"{OPERATION}contract.json"):
        assert files[name], name
    assert {"reference/index.html", "reference/forecasts/index.html", "reference/schemas/forecast/index.html"} <= set(
        files
    )
    assert "reference/authentication/index.html" in files
    assert {"assets/gatepost/gatepost.css", "assets/gatepost/gatepost.js", "assets/gatepost/site.json"} <= set(files)


def test_a_docs_folder_without_a_first_page_gets_one_that_leads_to_the_reference(project: Project) -> None:
    (project.folder / "docs/index.md").unlink()
    result = project.build("--strict")
    assert result.exit_code == 0, result.output
    assert "no index.md" in result.output
    page = project.read("index.html")
    assert "<h1" in page and '<li><a href="reference/">Reference</a></li>' in page


def test_what_a_page_of_a_group_loads_to_choose_by_status_is_there_without_versions(project: Project) -> None:
    chunk = re.search(rb"versions-\w+\.js", project.built()["assets/gatepost/gatepost.js"])
    assert chunk and (project.folder / "site/assets/gatepost" / chunk[0].decode()).is_file()


def test_a_page_stands_in_the_theme(project: Project) -> None:
    project.built()
    html = project.read(f"{OPERATION}index.html")
    assert "<title>List forecasts - Weather</title>" in html
    assert link(html, "canonical") == f"https://docs.example/weather/{OPERATION}"
    assert html.count("<h1") == 1
    assert len(re.findall(r'<article class="gatepost-page[ "][^>]*data-kind="operation"', html)) == 1
    assert 'data-method="GET"' in html and 'data-path="/forecasts"' in html
    (description,) = [tag["content"] for _, tag in tags(html, "meta") if tag.get("name") == "description"]
    assert description and "newest first" in description
    assert 'rel="edit"' not in html
    assert "gatepost5a1d" not in html


def test_texts_of_the_description_are_escaped_in_the_theme_too(project: Project) -> None:
    project.built()
    html = project.read("reference/keys/create-key/index.html")
    assert "<title>Create a &lt;key&gt; &amp; use it - Weather</title>" in html
    assert "<key>" not in html


def test_every_page_is_in_the_sitemap_once(project: Project) -> None:
    files = project.built()
    root = ElementTree.fromstring(files["sitemap.xml"])
    places = [str(place.text) for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = {name.removesuffix("index.html") for name in files if name.endswith("index.html")}
    assert sorted(places) == sorted(f"https://docs.example/weather/{page}" for page in pages)


def test_pages_lead_to_the_next_and_the_previous(project: Project) -> None:
    files = project.built()
    url, seen = "reference/", []
    while url:
        seen.append(url)
        url = re.sub(r"^(\.\./)+", "", link(files[f"{url}index.html"], "next") or "")
    assert sorted(seen) == sorted(
        name.removesuffix("index.html") for name in files if re.match("reference/.*html", name)
    )
    assert link(files["reference/index.html"], "prev") == "../"
    assert link(files["index.html"], "next") == "reference/"


def test_the_navigation_has_one_entry_and_its_tree_is_a_file(project: Project) -> None:
    files = project.built()
    assert files["index.html"].count(b'href="reference/') == 2  # the entry, and the next page
    page = project.read(f"{OPERATION}index.html")
    slot = re.search(r'<div class="gatepost-navigation" data-base="../../../"><ul>(.*?)</ul></div>', page)
    assert slot and "../../../reference/" in slot[1] and "../../../reference/forecasts/" in slot[1]
    tree = json.loads(files["assets/gatepost/navigation/index.json"])
    assert [child["title"] for child in tree["children"]][:1] == ["Overview"]


def test_index_pages_have_a_contents_list_and_operations_have_none(project: Project) -> None:
    project.built()
    assert "md-sidebar--secondary" not in project.read(f"{OPERATION}index.html")
    assert "md-sidebar--secondary" in project.read("reference/schemas/forecast/index.html")


def test_nothing_comes_from_another_origin(project: Project) -> None:
    for name, content in project.built().items():
        if name.endswith(".html"):
            found = [tag for _, tag in tags(content, "script", "img", "iframe", "link") if tag.get("rel") not in OWN]
            loaded = [str(tag.get("src") or tag.get("href") or "") for tag in found]
            assert loaded and not [url for url in loaded if re.match("(?:https?:)?//", url)], name


def test_the_search_finds_guides_and_reference(project: Project) -> None:
    files = project.built()
    found = searched(files)
    assert {OPERATION, "reference/keys/create-key/", "reference/schemas/forecast/", ""} <= set(found)
    assert "search/search_index.json" not in files
    assert not [name for name in files if name.startswith(("assets/javascripts/lunr", "assets/javascripts/workers"))]
    for page in ("index.html", f"{OPERATION}index.html"):
        assert project.read(page).count("data-gatepost-search") == 1
        assert "md-search" not in project.read(page)


def test_a_second_build_gives_the_same_search(project: Project) -> None:
    def search(files: dict[str, bytes]) -> dict[str, bytes]:
        return {name: content for name, content in files.items() if "/search/" in name}

    first = search(project.built())
    assert len(first) > 500
    assert search(project.built()) == first


def test_a_guide_can_stay_out_of_the_search(project: Project) -> None:
    project.write("docs/hidden.md", "---\nsearch: {exclude: true}\n---\n# Hidden\n")
    assert "hidden/" not in searched(project.built())


def test_without_the_console_nothing_of_it_is_there(project: Project) -> None:
    config = (project.folder / "mkdocs.yml").read_text().replace("  - gatepost/console\n", "")
    project.write("mkdocs.yml", config)
    files = project.built()
    assert not [name for name in files if "console" in name or name.endswith(("contract.json", "gatepost/site.json"))]
    assert b"gatepost-console" not in files[f"{OPERATION}index.html"]


def test_a_built_site_lists_no_local_gateways(project: Project) -> None:
    config = (project.folder / "mkdocs.yml").read_text()
    target = "{name: Local, url: 'http://127.0.0.1:4000', proxy: true, headers: {Authorization: 'Bearer $SECRET'}}"
    config = config.replace("gatepost/console\n", f"gatepost/console: {{targets: [{target}]}}\n  - gatepost/sandbox\n")
    project.write("mkdocs.yml", config)
    files = project.built()
    site = json.loads(files["assets/gatepost/site.json"])
    local = {"name": "Local", "url": "http://127.0.0.1:4000", "proxy": None, "sandbox": False}
    local |= {"gateway": "", "copyOnly": False}
    in_page, *others = site["targets"]
    assert (in_page["name"], in_page["url"], in_page["sandbox"]) == ("Sandbox (in this page)", "sandbox", True)
    assert others == [local] and site["authoring"] is False
    told = in_page["inPage"]
    carried = [told["worker"], told["archive"], *(told["python"]["folder"] + name for name in told["python"]["files"])]
    assert all(f"assets/gatepost/{name}" in files for name in [*carried, told["python"]["folder"] + "LICENSE.txt"])
    assert not any(b"SECRET" in content for content in files.values())


def configured(project: Project, *lines: str, without: str = "") -> dict[str, bytes]:
    config = (project.folder / "mkdocs.yml").read_text().replace(without, "")
    project.write("mkdocs.yml", config + "\n".join(lines) + "\n")
    return project.built()


def test_addresses_without_folders_lead_to_files(project: Project) -> None:
    project.write("docs/first.md", "# First\n\n[operation](reference/forecasts/list-forecasts.md)\n")
    files = configured(project, "use_directory_urls: false")
    assert f'href="{OPERATION}index.html"'.encode() in files["first.html"]
    assert link(files[f"{OPERATION}index.html"], "prev") is not None
    assert f"https://docs.example/weather/{OPERATION}index.html".encode() in files["sitemap.xml"]


def test_a_site_without_an_address_builds(project: Project) -> None:
    files = configured(project, without="site_url: https://docs.example/weather/\n")
    assert link(files[f"{OPERATION}index.html"], "canonical") is None


def test_tabs_and_sections_have_the_reference_open(project: Project) -> None:
    features = "theme: {name: material, features: [navigation.tabs, navigation.sections, navigation.indexes]}"
    project.write("docs/guides/first.md", "# First\n")
    files = configured(project, features, without="theme: material\n")
    page = files[f"{OPERATION}index.html"].decode()
    assert "md-tabs__item--active" in page
    assert page.count("gatepost-navigation") == 1
    assert "gatepost5a1d" not in page


def test_other_themes_hold_the_reference_too(project: Project) -> None:
    plugins = "  - gatepost/console\n  - gatepost/search\n"
    config = (project.folder / "mkdocs.yml").read_text().replace(plugins, "").replace("material", "mkdocs")
    project.write("mkdocs.yml", config)
    page = project.built()[f"{OPERATION}index.html"].decode()
    assert 'data-address="operation:GET /forecasts"' in page
    assert "gatepost5a1d" not in page
