"""Python with the openai package, for operations that speak its dialect."""

from urllib.parse import unquote

from gatepost.model.schema import Json
from gatepost.render.samples.body import Body
from gatepost.render.samples.credentials import KEY
from gatepost.render.samples.dialect import REQUIRED
from gatepost.render.samples.languages.python import header_value, opened, text, variable
from gatepost.render.samples.literals import PYTHON, literal
from gatepost.render.samples.marks import slot
from gatepost.render.samples.request import Header, SampleRequest

_INDENT = "    "
PARAMETERS = {
    "chat.completions.create": (
        "messages model audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens "
        "max_tokens metadata modalities n parallel_tool_calls prediction presence_penalty reasoning_effort "
        "response_format seed service_tier stop store stream stream_options temperature tool_choice tools "
        "top_logprobs top_p user"
    ),
    "completions.create": (
        "model prompt best_of echo frequency_penalty logit_bias logprobs max_tokens n presence_penalty seed stop "
        "stream stream_options suffix temperature top_p user"
    ),
    "responses.create": (
        "input model include instructions max_output_tokens metadata parallel_tool_calls previous_response_id "
        "reasoning store stream temperature text tool_choice tools top_p truncation user"
    ),
    "embeddings.create": "input model dimensions encoding_format user",
    "moderations.create": "input model",
    "images.generate": "prompt model n quality response_format size style user",
    "audio.speech.create": "input model voice response_format speed",
    "audio.transcriptions.create": (
        "file model language prompt response_format stream temperature timestamp_granularities"
    ),
    "audio.translations.create": "file model prompt response_format temperature",
    "models.list": "",
    "models.retrieve": "",
}
"""What each method of the client has long taken by name; the rest of a body goes into `extra_body`."""

_PRINTED = {
    "chat.completions.create": "print(answer.choices[0].message.content)",
    "completions.create": "print(answer.choices[0].text)",
    "responses.create": "print(answer.output_text)",
    "embeddings.create": "print(answer.data[0].embedding)",
    "moderations.create": "print(answer.results[0].flagged)",
    "images.generate": "print(answer.data[0].url)",
    "audio.speech.create": 'answer.write_to_file("answer.mp3")',
    "models.list": "for model in answer:\n    print(model.id)",
    "models.retrieve": "print(answer.id)",
}
_STREAMED = {
    "chat.completions.create": (
        "for chunk in answer:\n    if chunk.choices:\n"
        '        print(chunk.choices[0].delta.content or "", end="", flush=True)'
    ),
    "completions.create": (
        'for chunk in answer:\n    if chunk.choices:\n        print(chunk.choices[0].text, end="", flush=True)'
    ),
    "responses.create": (
        'for event in answer:\n    if event.type == "response.output_text.delta":\n'
        '        print(event.delta, end="", flush=True)'
    ),
}


class OpenAi:
    """The `openai` package, pointed at the gateway."""

    name = "openai"
    title = "OpenAI"
    lexer = "python"

    def write(self, request: SampleRequest) -> str:
        """Return a script; an empty string where the operation does not speak the dialect."""
        if not request.call:
            return ""
        call = f"client.{request.call}({_arguments(request)})"
        printed = _STREAMED.get(request.call) if _asks_for_stream(request.body) else None
        printed = printed or _PRINTED.get(request.call, "print(answer.text)")
        return f"import os\n\nfrom openai import OpenAI\n\n{_client(request)}\nanswer = {call}\n{printed}"


def _client(request: SampleRequest) -> str:
    bearer = next((h for h in request.headers if h.name == "Authorization" and h.value == "Bearer "), None)
    others = [header for header in request.headers if header is not bearer]
    key = bearer.variable if bearer else KEY
    lines = [f"base_url={text(request.client_url)}", f"api_key={variable(key)}"]
    if others:
        lines.append(f"default_headers={{{', '.join(_header(header) for header in others)}}}")
    if request.secret:
        lines.append(f"default_query={{{text(request.secret)}: {variable(KEY)}}}")
    joined = "".join(f"\n{_INDENT}{line}," for line in lines)
    return f"client = OpenAI({slot(joined)}\n)\n"


def _header(header: Header) -> str:
    return f"{text(header.name)}: {header_value(header)}"


def _arguments(request: SampleRequest) -> str:
    if request.call == "models.retrieve":
        return slot(text(unquote(request.bare_url.rpartition("/")[2])))
    named = _body(request.body, PARAMETERS[request.call].split()) if request.body else {}
    for name in REQUIRED.get(request.call, ()):
        named.setdefault(name, _word(name))
    arguments = [f"{name}={value}" for name, value in named.items()]
    if request.query:
        arguments.append(f"extra_query={literal(dict(request.query), PYTHON, _INDENT)}")
    # One slot for all: which parameters an example has would make a skeleton each.
    return slot("".join(f"\n{_INDENT}{argument}," for argument in arguments) + "\n") if arguments else ""


def _word(name: str) -> str:
    """Return a word that asks to be replaced, for what the client needs and the description does not mention."""
    if name == "messages":
        return literal([{"role": "user", "content": "CONTENT"}], PYTHON, _INDENT)
    return opened("audio.mp3") if name == "file" else text(name.upper())


def _body(body: Body, known: list[str]) -> dict[str, str]:
    if body.kind == "multipart":
        fields = (field for field in body.fields if field.name in known)
        return {field.name: opened(field.value) if field.file else text(field.value) for field in fields}
    if not isinstance(body.value, dict):
        return {}
    named = {name: value for name, value in body.value.items() if name in known}
    others: dict[str, Json] = {name: value for name, value in body.value.items() if name not in known}
    if others:
        named["extra_body"] = others
    return {name: literal(value, PYTHON, _INDENT) for name, value in named.items()}


def _asks_for_stream(body: Body | None) -> bool:
    return body is not None and isinstance(body.value, dict) and body.value.get("stream") is True
