"""The seam between a request and the languages that can send it."""

from typing import Protocol

from gatepost.render.samples.request import SampleRequest


class SampleLanguage(Protocol):
    """A way to write a request down.

    `name` is the key of the option, `title` the words on the tab, `lexer` the alias that Pygments has for it.
    """

    name: str
    title: str
    lexer: str

    def write(self, request: SampleRequest) -> str:
        """Return the source of a program that sends the request and prints the answer.

        What differs from operation to operation stands in the marks of `marks.py`. Returns an empty string
        where the language has no way to say the request.
        """
