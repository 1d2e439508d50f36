"""URI templates of resources, filled for samples."""

import pytest

from gatepost.render.mcp_samples.uri_template import filled

VALUES = {"owner": "a b", "path": "src/x.py", "number": "117", "tag": "100%"}


@pytest.mark.parametrize(
    ("template", "uri"),
    [
        ("quarry://{owner}/issues/{number}", "quarry://a%20b/issues/117"),
        ("quarry://{path}", "quarry://src%2Fx.py"),
        ("quarry://x/{+path}", "quarry://x/src/x.py"),
        ("quarry://x{/owner,number}", "quarry://x/a%20b/117"),
        ("quarry://x{?number,tag}", "quarry://x?number=117&tag=100%25"),
        ("quarry://x{;number}{#path}", "quarry://x;number=117#src/x.py"),
        ("quarry://{number:2}{.tag*}", "quarry://11.100%25"),
        ("quarry://{owner}/{unknown}{?owner,other}", "quarry://a%20b/{unknown}{?owner,other}"),
        ("quarry://none", "quarry://none"),
    ],
)
def test_known_variables_are_filled_in_and_others_stay(template: str, uri: str) -> None:
    assert filled(template, VALUES) == uri
