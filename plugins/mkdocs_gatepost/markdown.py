"""Markdown that knows the contract and the glossary: one extension for the plugins that have a part in it."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from gatepost import Guide, GuidesExtension, Problem, Target, Targets, Versioned, guide_source
from mkdocs_gatepost.plugin import log, settings_of
from mkdocs_gatepost.session import Session


def extension_of(config: MkDocsConfig, session: Session) -> GuidesExtension:
    """Return the extension of this build, registered when it is first asked for."""
    for known in config.markdown_extensions:
        if isinstance(known, GuidesExtension):
            return known
    guides, words = settings_of(config, "gatepost/guides"), settings_of(config, "gatepost/glossary")
    guide = Guide("", str, lambda target: target.path, _tell)
    marks = session.marks if words and words.guides else None
    console = "gatepost/console" in config.plugins
    targets, read = (targets_of(session), session.built.page) if guides else (None, None)
    # The sandbox may not have been packed yet.
    extension = GuidesExtension(
        guide,
        targets,
        marks,
        read,
        console=console,
        runs=lambda: session.in_page is not None,
        editions=editions_of(session),
    )
    config.markdown_extensions.append(extension)  # type: ignore[arg-type]
    return extension


def editions_of(session: Session) -> Versioned | None:
    """Return what blocks of guides compare; None where there is one version."""
    return session.built if isinstance(session.built, Versioned) else None


def targets_of(session: Session) -> Targets:
    """Return everything that guides can link to."""
    built, terms = session.built, session.marks.targets if session.marks else {}
    return Targets(built.outlines, built.ids, lambda path: built.page(path).anchors, terms)


def enter(extension: GuidesExtension, file: File, session: Session) -> None:
    """Tell the extension which guide is rendered next."""

    def link(target: Target) -> str:
        return link_between(file.src_uri, f"{target.path}index.md", target.anchor)

    root = "../" * file.url.count("/")
    extension.guide = Guide(source_name(file, session.project), lambda: source(file), link, _tell, root)


def link_between(source: str, target: str, anchor: str = "") -> str:
    """Return the link from one source file to another, in the form that MkDocs resolves and checks."""
    link = quote(posixpath.relpath(target, posixpath.dirname(source) or "."))
    return f"{link}#{quote(anchor, safe='~+.*@:')}" if anchor else link


def unreadable(files: Files, config: MkDocsConfig, project: Path) -> Iterator[Problem]:
    """Yield what is wrong with guides that are not UTF-8; MkDocs, which would end with them, gets them as text."""
    for file in [file for file in files.documentation_pages() if file.abs_src_path]:
        text, problem = guide_source(Path(str(file.abs_src_path)).read_bytes(), source_name(file, project))
        if problem:
            yield problem
            files.remove(file)
            files.append(File.generated(config, file.src_uri, content=text, inclusion=file.inclusion))


def source_name(file: File, project: Path) -> str:
    """Return the name of a guide's file in problems: relative to the project where it is inside."""
    path = Path(file.abs_src_path or file.src_uri)
    return path.relative_to(project).as_posix() if path.is_relative_to(project) else file.src_uri


def source(file: File) -> str:
    """Return the text of a guide as its author wrote it; empty where it has no file."""
    try:
        return Path(file.abs_src_path).read_text("utf-8-sig") if file.abs_src_path else file.content_string
    except (OSError, UnicodeDecodeError):
        return ""


def _tell(problem: Problem) -> None:
    log.warning("%s", problem)
