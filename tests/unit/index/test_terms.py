from gatepost.index import term_passages
from gatepost.index.lexical import TITLE, lexicon
from gatepost.model.term import Glossary, Term

GLOSSARY = Glossary(
    terms=(Term(name="Virtual key", slug="virtual-key", definition="Made with [](x).", synonyms=("gateway key",)),)
)


def test_a_term_leads_to_its_place_on_the_page_of_the_glossary() -> None:
    (term,) = term_passages(GLOSSARY, "glossary/", "Glossary")
    assert (str(term.address), term.kind) == ("term:Virtual key", "term")
    assert (term.url, term.group) == ("glossary/#virtual-key", "Glossary")


def test_its_synonyms_are_names_of_it() -> None:
    names = lexicon(term_passages(GLOSSARY, "glossary/", "Glossary")).names
    assert [(one.sort, one.passage) for one in names["gatewaykey"]] == [(TITLE, 0)]
