"""The stand-in for requests."""

import pytest
import requests as real

from gatepost.run import requests
from tests.unit.run.conftest import FakePage, Given, json_answer

URL = "https://gateway.example/v1/things"


def test_a_request_is_sent_and_its_answer_read(page: FakePage) -> None:
    page.answers.append(json_answer({"a": 1}))
    answer = requests.post(URL, json={"b": 2}, headers={"X-One": "1"}, timeout=(3, 5))
    assert answer.ok and answer.json() == {"a": 1} and answer.text == '{"a": 1}'
    [sent] = page.sent
    expected = real.Request("POST", URL, json={"b": 2}).prepare()
    assert (sent.method, sent.url, sent.headers[0]) == ("POST", expected.url, ("x-one", "1"))


def test_a_session_keeps_headers_and_pairs_of_the_query(page: FakePage) -> None:
    page.answers.append(json_answer({}))
    with requests.Session() as session:
        session.headers["Authorization"] = "Bearer k"
        session.get(URL, params={"q": "a b"})
    assert page.sent[0].url == f"{URL}?q=a+b" and dict(page.sent[0].headers) == {"authorization": "Bearer k"}


def test_a_stream_is_read_by_lines(page: FakePage) -> None:
    page.answers.append(Given(chunks=(b"a\nb", b"c\n")))
    assert list(requests.get(URL, stream=True).iter_lines()) == [b"a", b"bc"]


def test_errors_are_those_of_requests(page: FakePage) -> None:
    page.answers += [json_answer({}, 404), Given(status=0, failure=("unreachable", "gone"))]
    with pytest.raises(requests.HTTPError, match=f"404 Client Error: Not Found for url: {URL}") as raised:
        requests.get(URL).raise_for_status()
    assert raised.value.response.status_code == 404
    with pytest.raises(requests.ConnectionError, match="gone"):
        requests.get(URL)
    assert all(hasattr(real, name) for name in requests.__all__)
