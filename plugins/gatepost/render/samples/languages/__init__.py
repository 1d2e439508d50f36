"""The languages of samples, one a file."""

from collections.abc import Mapping

from gatepost.render.samples.language import SampleLanguage
from gatepost.render.samples.languages.csharp import CSharp
from gatepost.render.samples.languages.curl import Curl
from gatepost.render.samples.languages.go import Go
from gatepost.render.samples.languages.java import Java
from gatepost.render.samples.languages.javascript import JavaScript
from gatepost.render.samples.languages.openai import OpenAi
from gatepost.render.samples.languages.php import Php
from gatepost.render.samples.languages.python import Python, PythonSync
from gatepost.render.samples.languages.ruby import Ruby
from gatepost.render.samples.languages.typescript import TypeScript

LANGUAGES: Mapping[str, SampleLanguage] = {
    language.name: language
    for language in (
        Curl(),
        Python(),
        PythonSync(),
        OpenAi(),
        JavaScript(),
        TypeScript(),
        Go(),
        Java(),
        CSharp(),
        Php(),
        Ruby(),
    )
}
"""Every language by the name that the `samples` option has for it."""
