from gatepost.model.problem import Problem
from gatepost.validate.floods import SHOWN, without_floods


def problem(rule: str, number: int) -> Problem:
    return Problem(rule=rule, severity="error", message=f"'{number}' is {number} too many.")


def test_many_alike_become_a_few_and_a_count() -> None:
    kept = without_floods([*(problem("a", n) for n in range(500)), problem("b", 1)])
    assert len(kept) == SHOWN + 2
    assert kept[-1].rule == "a"
    assert kept[-1].message.startswith("And 480 more of this kind, such as: '499'")
