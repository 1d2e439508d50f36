"""Go with net/http."""

from gatepost.render.samples.body import Body, Field
from gatepost.render.samples.credentials import KEY, PASSWORD, USERNAME
from gatepost.render.samples.literals import go
from gatepost.render.samples.marks import inner, slot, string
from gatepost.render.samples.request import Header, SampleRequest

_FAIL = "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n"
_FILE = """\
	file, err := os.Create("%s")
	if err != nil {
		log.Fatal(err)
	}
	defer file.Close()
"""
_PRINT = """\
	defer res.Body.Close()
%s
	if _, err := io.Copy(%s, res.Body); err != nil {
		log.Fatal(err)
	}
"""


class Go:
    """`net/http` of the standard library."""

    name = "go"
    title = "Go"
    lexer = "go"

    def write(self, request: SampleRequest) -> str:
        """Return a program."""
        packages = {"io", "log", "net/http", "os"}
        if request.method == "GET" and not (request.headers or request.basic or request.secret):
            code = f"\tres, err := http.Get({_text(request.url)})\n{_FAIL}{_printed(request)}"
        else:
            before, body = _body(request.body, packages)
            headers = _headers(request)
            address = _address(request, packages)
            code = (
                f"{before}\treq, err := http.NewRequest({_text(request.method)}, {address}, {body})\n{_FAIL}{headers}\n"
                f"\tres, err := http.DefaultClient.Do(req)\n{_FAIL}{_printed(request)}"
            )
        imports = "".join(f'\t"{name}"\n' for name in sorted(packages))
        return f"package main\n\nimport (\n{imports})\n\nfunc main() {{\n{code}}}"


def _printed(request: SampleRequest) -> str:
    if request.answer == "file":
        return _PRINT % (f"\n{_FILE % request.file}", "file")
    return _PRINT % ("", "os.Stdout")


def _address(request: SampleRequest, packages: set[str]) -> str:
    if not request.secret:
        return _text(request.url)
    packages.add("net/url")
    return f'{_text(request.secret_url)}+url.QueryEscape(os.Getenv("{KEY}"))'


def _headers(request: SampleRequest) -> str:
    lines = [f"\treq.Header.Set({_text(header.name)}, {_value(header)})\n" for header in request.headers]
    if request.basic:
        lines.append(f'\treq.SetBasicAuth(os.Getenv("{USERNAME}"), os.Getenv("{PASSWORD}"))\n')
    body = request.body
    if body and body.kind == "multipart":
        lines.append('\treq.Header.Set("Content-Type", form.FormDataContentType())\n')
    elif body:
        lines.append(f'\treq.Header.Set("Content-Type", {_text(body.media_type)})\n')
    return "".join(lines)


def _value(header: Header) -> str:
    if not header.variable:
        return _text(header.value)
    variable = f'os.Getenv("{header.variable}")'
    return f"{_text(header.value)}+{variable}" if header.value else variable


def _text(value: str) -> str:
    return string(go(value))


def _body(body: Body | None, packages: set[str]) -> tuple[str, str]:
    """Return the statements before the request, and the expression of its body."""
    if body is None:
        return "", "nil"
    if body.kind == "file":
        return f"\tbody, err := os.Open({_text(body.file)})\n{_FAIL}\tdefer body.Close()\n\n", "body"
    if body.kind == "multipart":
        packages |= {"bytes", "mime/multipart"}
        return _multipart(body), "&body"
    packages.add("strings")
    text = body.encoded if body.kind == "form" else body.text
    return f"\tbody := strings.NewReader({_text(text)})\n", "body"


def _multipart(body: Body) -> str:
    parts = "".join(_part(field) for field in body.fields)
    return f"\tvar body bytes.Buffer\n\tform := multipart.NewWriter(&body)\n{slot(parts)}\tform.Close()\n\n"


def _part(field: Field) -> str:
    name, value = inner(go(field.name)), inner(go(field.value))
    if not field.file:
        return f"\tform.WriteField({name}, {value})\n"
    return (
        f"\tif part, err := form.CreateFormFile({name}, {value}); err != nil {{\n\t\tlog.Fatal(err)\n"
        f"\t}} else if content, err := os.ReadFile({value}); err != nil {{\n\t\tlog.Fatal(err)\n"
        f"\t}} else {{\n\t\tpart.Write(content)\n\t}}\n"
    )
