"""Java with java.net.http."""

from gatepost.render.samples.body import Body, Field
from gatepost.render.samples.credentials import KEY, PASSWORD, USERNAME
from gatepost.render.samples.literals import java, java_block
from gatepost.render.samples.marks import inner, slot, string
from gatepost.render.samples.request import Header, SampleRequest

_PAIR = f'System.getenv("{USERNAME}") + ":" + System.getenv("{PASSWORD}")'
_BOUNDARY = "----gatepost"


class Java:
    """`java.net.http` of the platform, as one file that `java File.java` runs."""

    name = "java"
    title = "Java"
    lexer = "java"

    def write(self, request: SampleRequest) -> str:
        """Return a class with a `main` method."""
        body = request.body
        lines = [f"HttpRequest.newBuilder(URI.create({_address(request)}))"]
        lines += [f".header({_text(header.name)}, {_value(header)})" for header in request.headers]
        if request.basic:
            lines.append('.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes()))')
        if body:
            kind = f"{body.media_type}; boundary={_BOUNDARY}" if body.kind == "multipart" else body.media_type
            lines.append(f'.header("Content-Type", {_text(kind)})')
        lines += [_method(request), ".build();"]
        built = "\n            ".join(filter(None, lines))
        handler = f'ofFile(Path.of("{request.file}"))' if request.answer == "file" else "ofString()"
        return (
            f"{_imports(request)}\nclass Sample {{\n    public static void main(String[] args) throws Exception {{\n"
            f"{f'        var pair = {_PAIR};{chr(10)}' if request.basic else ''}        var request = {built}\n"
            f"        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.{handler});\n"
            "        System.out.println(response.body());\n    }\n}"
        )


def _imports(request: SampleRequest) -> str:
    body = request.body
    packages = ["java.net.URI", "java.net.http.*"]
    if request.secret:
        packages += ["java.net.URLEncoder", "java.nio.charset.StandardCharsets"]
    if request.answer == "file" or (body and (body.kind == "file" or any(field.file for field in body.fields))):
        packages.append("java.nio.file.Path")
    if request.basic:
        packages.append("java.util.Base64")
    return "".join(f"import {package};\n" for package in packages)


def _address(request: SampleRequest) -> str:
    if not request.secret:
        return _text(request.url)
    return f'{_text(request.secret_url)} + URLEncoder.encode(System.getenv("{KEY}"), StandardCharsets.UTF_8)'


def _method(request: SampleRequest) -> str:
    if request.body is None:
        if request.method in ("GET", "DELETE"):
            return "" if request.method == "GET" else ".DELETE()"
        return f".method({_text(request.method)}, HttpRequest.BodyPublishers.noBody())"
    publisher = f"HttpRequest.BodyPublishers.{_publisher(request.body)}"
    if request.method in ("POST", "PUT"):
        return f".{slot(request.method)}({publisher})"
    return f".method({_text(request.method)}, {publisher})"


def _value(header: Header) -> str:
    if not header.variable:
        return _text(header.value)
    variable = f'System.getenv("{header.variable}")'
    return f"{_text(header.value)} + {variable}" if header.value else variable


def _text(value: str) -> str:
    return string(java(value))


def _publisher(body: Body) -> str:
    if body.kind == "file":
        return f"ofFile(Path.of({_text(body.file)}))"
    if body.kind == "multipart":
        return f"concat({slot(_parts(body))})"
    if body.kind == "json" and "\n" in body.text:
        return f"ofString({string(java_block(body.text, ' ' * 16))})"
    return f"ofString({_text(body.encoded if body.kind == 'form' else body.text)})"


def _parts(body: Body) -> str:
    """Return the parts of a multipart body as publishers: the platform has no writer for them."""
    of = "HttpRequest.BodyPublishers.of"
    publishers, text = [], ""
    for field in body.fields:
        text += _part_head(field)
        if field.file:
            publishers.append(f"{of}String({inner(java(text))})")
            publishers.append(f"{of}File(Path.of({inner(java(field.value))}))")
            text = "\r\n"
        else:
            text += f"{field.value}\r\n"
    publishers.append(f"{of}String({inner(java(f'{text}--{_BOUNDARY}--'))})")
    return "".join(f"\n                {publisher}," for publisher in publishers)[:-1]


def _part_head(field: Field) -> str:
    file = f'; filename="{field.value}"' if field.file else ""
    # As browsers do (HTML, multipart/form-data encoding algorithm).
    name = field.name.replace("\n", "%0A").replace("\r", "%0D").replace('"', "%22")
    return f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
