from gatepost.diff import migration
from gatepost.model.address import Address
from gatepost.model.change import Change

MOVED = Change(
    rule="operation-moved",
    severity="breaking",
    address=Address("operation", "GET /b"),
    message="`GET /a` is now `GET /b`.",
    before="GET /a",
    after="GET /b",
)
GONE = Change(
    rule="operation-removed", severity="breaking", address=Address("operation", "GET /c"), message="`GET /c` is gone."
)
SAFE = Change(rule="operation-added", severity="safe", address=Address("operation", "GET /d"), message="New.")


def test_a_section_for_each_breaking_change() -> None:
    guide = migration([MOVED, GONE, SAFE], "2026-11")
    assert guide.startswith("# Migrate to 2026-11\n")
    assert guide.count("<!-- gatepost:begin ") == guide.count("*What callers have to do.*") == 2
    assert "Before: `GET /a`" in guide and "After: `GET /b`" in guide
    assert "New." not in guide


def test_what_a_writer_added_stays_where_it_is() -> None:
    first = migration([MOVED], "2026-11").replace("*What callers have to do.*", "Ask Ada for the new key.")
    again = migration([MOVED, GONE], "2026-11", "Before all: read this.\n\n" + first)
    assert again.startswith("Before all: read this.")
    assert again.index("Ask Ada") < again.index("`GET /c` is gone")
    assert again.count("*What callers have to do.*") == 1
    assert migration([MOVED, GONE], "2026-11", again) == again


def test_a_change_that_is_gone_says_so_and_leaves_the_words() -> None:
    first = migration([MOVED], "2026-11").replace("*What callers have to do.*", "Ask Ada.")
    again = migration([], "2026-11", first)
    assert "This change is not there any more." in again and "Ask Ada." in again


def test_no_message_ends_a_block() -> None:
    odd = Change(
        rule="operation-removed",
        severity="breaking",
        address=Address("operation", "GET /x --> <!-- gatepost:end -->"),
        message="`a` --> <!-- gatepost:end --> is gone.",
    )
    guide = migration([odd], "2")
    assert guide.count("<!-- gatepost:end -->") == 1
    assert migration([odd], "2", guide) == guide
