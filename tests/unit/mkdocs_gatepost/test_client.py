"""What a published site says of itself as an OAuth client."""

import pytest

from mkdocs_gatepost.console import client_metadata


def test_the_address_of_the_document_is_the_client_id_and_the_callback_lies_beside_it() -> None:
    client = client_metadata("Harbour", "https://docs.example/gateway")
    assert client["client_id"] == "https://docs.example/gateway/assets/gatepost/client.json"
    assert client["redirect_uris"] == ["https://docs.example/gateway/assets/gatepost/callback.html"]
    assert (client["client_name"], client["token_endpoint_auth_method"]) == ("Harbour", "none")


@pytest.mark.parametrize("url", ["", "http://127.0.0.1:8000/", "http://docs.example/"])
def test_without_https_there_is_no_document(url: str) -> None:
    assert client_metadata("Harbour", url) == {}
