from tests.unit.specs.postern import behaviour

cited = behaviour("cited")

ASKED = """Question: How do I rotate a key?

Passages:

[1] Rotate a virtual key (POST /v1/keys/{key_id}/rotate)
Gives the key a new secret. The old one works for an hour.
key_id: The key.

[2] Budgets
A budget limits what a team may spend."""


def test_an_answer_cites_the_passages_that_it_is_made_of() -> None:
    assert cited.answer(ASKED) == "Gives the key a new secret. [1]"


def test_passages_that_do_not_answer_are_not_cited() -> None:
    assert cited.answer(ASKED.replace("rotate a key", "bake bread")) == "Not in these docs."


def test_other_questions_are_none_of_its() -> None:
    assert cited.answer("How do I rotate a key?") is None
