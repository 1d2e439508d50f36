from gatepost.index import sections

HTML = """<h1 id="keys">Keys</h1><p>What a <strong>key</strong> opens.</p>
<h2 id="rotate">Rotate<a class="headerlink" href="#rotate">&para;</a></h2><p>Make a new one &amp; <code>swap</code>.</p>
<script>alert("not text")</script><h3>Unnamed</h3><p>Belongs above.</p>"""


def test_a_guide_is_cut_at_the_headings_that_can_be_linked_to() -> None:
    whole, rotate = sections("Keys", "how-to/keys/", HTML, "how-to/keys.md")
    assert (whole.title, whole.url, whole.text) == ("Keys", "how-to/keys/", "What a key opens.")
    assert (rotate.title, rotate.url) == ("Rotate", "how-to/keys/#rotate")
    assert str(rotate.address) == "guide:how-to/keys.md#rotate"


def test_scripts_and_signs_of_links_are_no_text() -> None:
    rotate = sections("Keys", "keys/", HTML, "keys.md")[1]
    assert "alert" not in rotate.text
    assert "\u00b6" not in rotate.title
    assert "Make a new one & swap" in rotate.text
