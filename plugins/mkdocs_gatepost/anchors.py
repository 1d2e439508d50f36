"""Links to headings that are not there: where the heading may have gone. That they are broken, MkDocs says."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from mkdocs.structure.files import Files

from mkdocs_gatepost.pages import ReferenceFile


def moved_headings(files: Files) -> Iterator[str]:
    """Yield a sentence for each link to an anchor that its page does not have, and another or a like one does."""
    pages = [file.page for file in files.documentation_pages() if file.page]
    known = {page.file.src_uri: page.present_anchor_ids or set() for page in pages}
    for page in pages:
        for target, anchors in (page.links_to_anchors or {}).items():
            if isinstance(target, ReferenceFile) or target.src_uri not in known:
                continue
            for anchor in (anchor for anchor in anchors if anchor and anchor not in known[target.src_uri]):
                if place := _elsewhere(anchor, target.src_uri, known):
                    yield f"{page.file.src_uri}: '{target.src_uri}#{anchor}' may have become '{place}'"


def _elsewhere(anchor: str, home: str, known: Mapping[str, set[str]]) -> str:
    others = [name for name, anchors in known.items() if anchor in anchors]
    if len(others) == 1:
        return f"{others[0]}#{anchor}"
    like = get_close_matches(anchor, known[home], n=1, cutoff=0.75)
    return f"{home}#{like[0]}" if like else ""
