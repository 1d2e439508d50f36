"""Glossary files to terms: YAML with many terms, or Markdown with one each."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from gatepost.load.fault import Fault
from gatepost.load.files import read_bytes, relative_name
from gatepost.load.plurals import plural
from gatepost.load.reader import read_document
from gatepost.load.text import as_utf8, check_utf8
from gatepost.model.document import Document
from gatepost.model.nearest import suggestion
from gatepost.model.phrases import words_of
from gatepost.model.problem import Problem, Severity
from gatepost.model.source import SourceLocation, in_text
from gatepost.model.term import Discouraged, Glossary, Term

KEYS = ("term", "definition", "synonyms", "plural", "case", "discouraged", "owner", "related")
"""What may be said of a term."""
SUFFIXES = (".yaml", ".yml", ".json", ".md")


def load_glossary(
    paths: Sequence[str], project: Path, cache: Path | None = None
) -> tuple[Glossary, tuple[Problem, ...]]:
    """Read files, and the files in folders, inside `project`. What cannot be used is a problem, the rest is there."""
    reading = _Reading(Path(project).absolute(), cache)
    for path in paths:
        reading.read(path)
    reading.compare()
    glossary = Glossary(terms=tuple(reading.terms), discouraged=tuple(reading.discouraged), files=reading.files)
    return glossary, tuple(reading.problems)


class _Reading:
    """Terms as they are found, with what is wrong with them."""

    def __init__(self, project: Path, cache: Path | None) -> None:
        self.project, self.cache = project, cache
        self.terms: list[Term] = []
        self.discouraged: list[Discouraged] = []
        self.problems: list[Problem] = []
        self.files: dict[str, str] = {}

    def read(self, path: str) -> None:
        folder = self.project / path
        names = sorted(p.as_posix() for p in folder.rglob("*") if p.suffix in SUFFIXES) if folder.is_dir() else [path]
        for given in names:
            name = given
            try:
                name = relative_name(given, self.project)
                content = read_bytes(name, self.project)
                self.files[name] = blake2b(content, digest_size=20).hexdigest()
                if name.endswith(".md"):
                    self._markdown(name, content)
                else:
                    self._document(read_document(name, content, self.cache))
            except Fault as fault:
                self.problems.append(fault.problem(name))

    def compare(self) -> None:
        """Tell what two terms claim, and relations that lead nowhere."""
        claimed: dict[tuple[str, ...], Term] = {}
        for term in self.terms:
            others = {form: claimed.setdefault(words_of(form), term) for form in term.forms}
            if form := next((form for form, other in others.items() if other is not term), ""):
                said = f"'{form}' means `{term.name}` and `{others[form].name}`. Leave it to one of them."
                self._tell("term-claimed-twice", said, term.source)
        names = {term.name for term in self.terms}
        for term in self.terms:
            for name in term.related:
                if name not in names:
                    said = f"`{term.name}` is related to `{name}`, which is no term.{suggestion(name, names)}"
                    self._tell("unknown-term", said, term.source)

    def _document(self, document: Document) -> None:
        root, place = document.root, document.locate("")
        if not isinstance(root, dict):
            raise Fault(
                "not-a-glossary", "A glossary is a map with the key `terms`. Write `terms:` above its terms.", 1
            )
        for key in root:
            if key not in ("terms", "discouraged"):
                said = f"A glossary has no key `{key}`.{suggestion(str(key), ('terms', 'discouraged'))}"
                self._tell("unknown-key", said, place.child(key))
        if not isinstance(root.get("terms"), list | dict | None):
            said = "`terms` is a list of terms, or a map of names and definitions."
            self._tell("not-a-glossary", said, place.child("terms"))
        for entry, where in _entries(root.get("terms"), place.child("terms")):
            self._term(entry, where)
        self.discouraged += self._words(root.get("discouraged"), "", place.child("discouraged"))

    def _markdown(self, name: str, content: bytes) -> None:
        content = as_utf8(content)
        check_utf8(content)
        text = content.decode().replace("\r\n", "\n")
        head, body = _front_matter(text)
        entry: Any = read_document(name, head.encode(), None).root if head.strip() else {}
        place = in_text(name, 1)
        if not isinstance(entry, dict):
            raise Fault("not-a-glossary", "The front matter of a term is a map, such as `term: virtual key`.", 1)
        first, _, rest = body.lstrip().partition("\n")
        if first.startswith("# "):
            entry = {"term": first[2:].strip(), **entry}
            body = rest
        self._term({"definition": body.strip(), **entry}, place)

    def _term(self, entry: Any, place: SourceLocation) -> None:
        if not isinstance(entry, dict) or not str(entry.get("term") or "").strip():
            self._tell("term-without-name", "A term has a name: `term: virtual key`.", place)
            return
        name = " ".join(str(entry["term"]).split())
        for key in entry:
            if key not in KEYS:
                self._tell("unknown-key", f"`{name}` has `{key}`.{suggestion(str(key), KEYS)}", place.child(key))
        if not words_of(name):
            self._tell("term-never-found", f"`{name}` has no letter or digit: no text can hold it.", place, "warning")
        definition = entry.get("definition")
        if not isinstance(definition, str) or not definition.strip():
            self._tell("term-without-definition", f"`{name}` has no `definition`. Say what it means.", place)
            definition = ""
        case = entry.get("case", "exact" if _is_acronym(name) else "any")
        if case not in ("any", "exact"):
            self._tell("unknown-case", f"`case` of `{name}` is `any` or `exact`, not `{case}`.", place.child("case"))
            case = "any"
        synonyms = tuple(_texts(entry.get("synonyms")))
        self.terms.append(
            Term(
                name=name,
                definition=definition.strip(),
                synonyms=synonyms,
                forms=tuple(_forms(name, synonyms, entry.get("plural"))),
                case=case,
                discouraged=tuple(self._words(entry.get("discouraged"), name, place.child("discouraged"))),
                owner=str(entry.get("owner") or ""),
                related=tuple(_texts(entry.get("related"))),
                source=place,
            )
        )

    def _words(self, given: Any, instead: str, place: SourceLocation) -> Iterator[Discouraged]:
        for index, one in enumerate(given if isinstance(given, list) else [given] if given else []):
            where = place.child(index)
            entry = one if isinstance(one, dict) else {"word": one}
            if not words_of(str(entry.get("word") or "")):
                self._tell("discouraged-without-word", "A discouraged word is text, or a map with `word`.", where)
                continue
            yield Discouraged(
                word=str(entry["word"]),
                instead=str(entry.get("instead") or instead),
                reason=str(entry.get("reason") or ""),
                source=where,
            )

    def _tell(self, rule: str, message: str, place: SourceLocation, severity: Severity = "error") -> None:
        self.problems.append(Problem(rule=rule, severity=severity, message=message, source=place))


def _entries(terms: Any, place: SourceLocation) -> Iterator[tuple[Any, SourceLocation]]:
    """Yield terms of a list, or of a map from names to definitions or to all the rest."""
    if isinstance(terms, dict):
        for name, entry in terms.items():
            rest = entry if isinstance(entry, dict) else {"definition": entry}
            yield {"term": name, **rest}, place.child(name)
    elif isinstance(terms, list):
        for index, entry in enumerate(terms):
            yield entry, place.child(index)


def _front_matter(text: str) -> tuple[str, str]:
    if not text.startswith("---\n") or "\n---\n" not in text[3:]:
        return "", text
    head, _, body = text[4:].partition("\n---\n")
    return head, body


def _forms(name: str, synonyms: Iterable[str], given: Any) -> Iterator[str]:
    """Yield every spelling, each once; `plural: false` says that there is none."""
    spellings = dict.fromkeys((name, *synonyms))
    if given is not False:
        own = list(_texts(given))
        plurals = [*own, *(plural(one) for one in (synonyms if own else spellings))]
        spellings.update(dict.fromkeys(plurals))
    yield from (form for form in spellings if words_of(form))


def _texts(given: Any) -> Iterator[str]:
    for one in given if isinstance(given, list) else [given] if given else []:
        if isinstance(one, str | int | float) and not isinstance(one, bool) and str(one).strip():
            yield " ".join(str(one).split())


def _is_acronym(name: str) -> bool:
    return any(word.isupper() and len(word) > 1 for word in name.split())
