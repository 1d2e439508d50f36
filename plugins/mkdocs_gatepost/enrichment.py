"""Where the words of writers for an operation are edited on the forge: the file beside the description."""

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig

from gatepost import Address, GatewaySettings
from mkdocs_gatepost.plugin import GATEWAY, settings_of
from mkdocs_gatepost.session import Session

ACTION = "content.action.edit"
"""The feature of the theme that shows the button."""
_EDITOR = re.compile(r"^(?P<base>.*?)/(?:-/)?(?:edit|blob)/(?P<folder>.+)/(?P<name>[^/]+)$")


def edit_links(config: MkDocsConfig, session: Session) -> Mapping[str, str]:
    """Return the forge's editor for pages of operations, by path; empty where the site shows no such button.

    A file that is not there yet leads to a new one of its name, where the forge is known or `new_file` says how.
    """
    settings: GatewaySettings = settings_of(config, GATEWAY)
    shown = ACTION in (config.theme.get("features") or ()) and (config.edit_uri or config.edit_uri_template)
    if not shown or not any(entry.notes for entry in settings.openapi):
        return {}
    guides = settings_of(config, "gatepost/guides")
    template = guides.new_file if guides else ""
    return {path: link for path, name in _files(settings, session) if (link := _link(name, template, config, session))}


def _files(settings: GatewaySettings, session: Session) -> Iterator[tuple[str, str]]:
    """Yield the path of each operation's page with its file, relative to mkdocs.yml."""
    folders = {entry.id: entry.notes for entry in settings.openapi if entry.notes}
    ids = {address: name for name, found in session.built.ids.items() for address in found}
    for outline in session.built.outlines:
        name = ids.get(str(outline.address))
        folder = folders.get(_scope(outline.address)) if name and outline.kind == "operation" else None
        if folder and name and "/" not in name and not outline.version:
            yield outline.path, f"{folder.rstrip('/')}/{name}.md"


def _scope(address: Address) -> str:
    head, colon, _ = address.name.partition(" ")[0].rpartition(":")
    return head if colon else ""


def _link(name: str, template: str, config: MkDocsConfig, session: Session) -> str:
    edit = _editor(quote(os.path.relpath(session.project / name, config.docs_dir).replace(os.sep, "/")), config)
    if (session.project / name).is_file():
        return edit
    if template:
        folder, _, file = name.rpartition("/")
        return template.replace("{folder}", quote(folder)).replace("{name}", quote(file))
    return _new(edit, config.repo_name or "")


def _editor(path: str, config: MkDocsConfig) -> str:
    """Return the editor of a file, given from the docs folder, as MkDocs has it for guides."""
    stem = path.removesuffix(Path(path).suffix)
    template = config.edit_uri_template
    uri = template.format(path=path, path_noext=stem) if template else f"{config.edit_uri}{path}"
    base = config.repo_url or ""
    url = urljoin(base if base.endswith("/") or uri[:1] in "?#" else f"{base}/", uri) if base else uri
    parts = urlsplit(url)
    return parts._replace(path=posixpath.normpath(parts.path)).geturl() if parts.path else url


def _new(edit: str, forge: str) -> str:
    """Return where a file is begun whose editor would be at `edit`; empty where that is not known."""
    found = _EDITOR.match(edit)
    if found and forge.lower() == "github":
        return f"{found['base']}/new/{found['folder']}?filename={found['name']}"
    if found and forge.lower() == "gitlab":
        return f"{found['base']}/-/new/{found['folder']}?file_name={found['name']}"
    return ""
