"""curl in a POSIX shell."""

import re
from urllib.parse import quote_plus

from gatepost.render.samples.body import Body, Field
from gatepost.render.samples.credentials import KEY, PASSWORD, USERNAME
from gatepost.render.samples.literals import shell
from gatepost.render.samples.marks import inner, slot
from gatepost.render.samples.request import Header, SampleRequest

_BREAK = " \\\n  "


class Curl:
    """`curl`, one option a line."""

    name = "curl"
    title = "curl"
    lexer = "bash"

    def write(self, request: SampleRequest) -> str:
        """Return one command."""
        method = "-I" if request.method == "HEAD" else f"-X {request.method}"
        flags = [
            "" if request.method == ("POST" if request.body else "GET") else method,
            "-N" if request.stream else "",
            "-g" if re.search(r"[\[\]{}]", request.url) else "",
        ]
        command = " ".join(["curl", *filter(None, flags), _url(request)])
        options = [_header(header) for header in request.headers]
        if request.basic:
            options.append("-u " + inner(f'"${USERNAME}:${PASSWORD}"'))
        if request.body:
            options += _body(request.body)
        if request.answer == "file":
            options.append(f"-o {request.file}")
        # Options are few and short: as one slot they leave a single skeleton for Pygments.
        return slot(_BREAK.join([command, *options]))


def _url(request: SampleRequest) -> str:
    return _with_variable(request.secret_url, KEY) if request.secret else _word(request.url)


def _header(header: Header) -> str:
    if header.variable:
        return f"-H {_with_variable(f'{header.name}: {header.value}', header.variable)}"
    # A header without a value is written with a semicolon: after a colon curl would leave it out.
    return f"-H {_word(f'{header.name}: {header.value}' if header.value else f'{header.name};')}"


def _body(body: Body) -> list[str]:
    kind = f"-H {_word(f'Content-Type: {body.media_type}')}"
    if body.kind == "form":
        return [_form_field(field) for field in body.fields]
    if body.kind == "multipart":
        return [_part(field) for field in body.fields]
    if body.kind == "file":
        return [kind, f"--data-binary @{body.file}"]
    if body.kind == "text":
        return [kind, f"--data-raw {_word(body.text)}"]
    indented = body.text.replace("\n", "\n  ")
    return [kind, f"-d {_word(indented)}"]


def _form_field(field: Field) -> str:
    if "\0" in field.value:
        return f"-d {_word(f'{quote_plus(field.name)}={quote_plus(field.value)}')}"
    return f"--data-urlencode {_word(f'{quote_plus(field.name)}={field.value}')}"


def _part(field: Field) -> str:
    name = field.name.replace("=", "%3D")
    if field.file:
        return f"-F {_word(f'{name}=@{field.value}')}"
    # -F gives @, <, ; and space around a value a meaning of their own.
    flag = "-F" if re.fullmatch(r"[\w./:+-]+( [\w./:+-]+)*", field.value) else "--form-string"
    return f"{flag} {_word(f'{name}={field.value}')}"


def _word(value: str) -> str:
    word = shell(value)
    return word if word == value else inner(word)


def _with_variable(before: str, variable: str) -> str:
    """Return text and a variable as one word: in double quotes, where nothing in the text has a meaning there."""
    if re.search(r'[^ -~]|["$`\\!]', before):
        return inner(f'{shell(before)}"${variable}"')
    return inner(f'"{before}${variable}"')
