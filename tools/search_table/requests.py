"""Sentences as people would ask for them: what stands around the matter, with names, numbers and places in it.

Descriptions are terse, questions are not. A table that has read only descriptions knows little of long questions, so
the teacher reads some of both. All that is added here is written for this purpose.
"""

import random
from collections.abc import Sequence
from typing import NamedTuple

OPENERS = """||||||Hi, |Hello, |Hey, |Excuse me, |Good morning, |Quick question: |OK, |So, |Well, |Please |Urgent: """
ASKS = """can you help me {}|i want to {}|i would like to {}|please {}|i'm looking for a way to {}|how do i {}
how can i {}|is there a way to {}|i need to {}|i'm interested in {}|tell me about {}|show me {}|could you {} for me
find me {}|what is {}|i am trying to {}|help me {} please|i need help with {}|do you know {}
give me information about {}|what are the {}|i wonder if you could {}|can you tell me {}|let me know {}
any suggestions to {}|i have a question about {}|search for {}|can you recommend {}|can you provide {}
what's the best way to {}|i'm curious about {}|assist me with {}|where can i {}|is it possible to {}
which one should i use to {}|{}|{}|{}|{}|get {}|check {}|list {}|explain {}|i'd love to know {}|would you mind to {}
make sure to {}|i was wondering about {}|what do you know about {}|are there any {}|i have to {}
we are looking for {}|suggest some {}|provide me with details on {}|can i {}|how many {}|when is {}|who can {}
i must {}"""
CONTEXTS = """|||||||I am planning a {topic} in {place}.|My {kin} {name} is interested in {topic}.
I recently started with {topic}.|We are working on a project about {topic}.|I have {number} {topic} at home.
I'm a {role} and I work with {topic}.|For my {role} course I study {topic}.|My {kin} told me about {topic}.
I moved to {place} {time}.|It is for {name}, our {role}.|I don't know much about {topic}.
{name} asked me about this {time}.|I heard that {topic} is useful.|Our company sells {topic}.
I was reading an article on {topic} {time}.|I'm going to {place} with {name}.|There is a problem with my {topic}."""
CLOSERS = """||||||||Thank you!|Thanks in advance.|I need it {time}.|It should be in {place}.|for {name}|in {place}
from {place} to {place}|since {date}|before {date}|for {number} people|with at least {number} results
under {number} dollars|{time}|named '{topic}'|called "{name}"|with the id {number}|and tell me the result
and send it to {name}|related to {topic}|sorted by {topic}|Use {topic} if possible.|I prefer {topic}.|Keep it short.
Any ideas?|What do you think?|and also {topic}|by {name} {name}"""
FILLS = {
    "kin": "friend|sister|brother|mother|father|son|daughter|wife|husband|boss|colleague|neighbour|cousin|aunt|client",
    "role": "teacher|student|developer|manager|designer|nurse|lawyer|journalist|farmer|engineer|analyst|chef",
    "time": "today|tomorrow|next week|this weekend|last month|in March|next Monday|at 5 pm|this year|soon",
    "date": "2023-05-01|January 15th|3 July 2024|the first of June|12/24/2022|last Friday|2019|August 2021|Christmas",
    "place": "Paris|London|New York|Tokyo|Berlin|Madrid|Rome|Sydney|Toronto|Chicago|Mumbai|Cairo|Lagos|Lima|Seoul|"
    "Texas|France|Germany|Japan|Canada|Brazil|Kenya|Norway|Vienna|Dublin|Singapore|Bangkok|Oslo",
    "name": "Anna|Maria|John|David|Sarah|Peter|Emma|Lucas|Olivia|Noah|Mia|James|Laura|Ahmed|Chen|Ravi|Sofia|Paul|"
    "Smith|Johnson|Garcia|Miller|Brown|Lopez|Kim|Singh|Rossi|Weber|Ivanov|Mozart|Einstein|Picasso|Darwin",
    "number": "2|3|5|7|10|12|20|25|42|50|99|100|150|250|500|1000|1234|2020|37.5|0.25",
}
LONGEST_TOPIC = 4
ABOUT_A_TOPIC = 0.4
"""Share of the requests that ask for a topic instead of what a sentence says."""

Topics = Sequence[Sequence[str]]
"""Lists of words that go together."""


class Request(NamedTuple):
    """What is asked, and which sentence it asks for: -1 where it is a topic."""

    text: str
    sentence: int


def requests(sentences: Sequence[str], topics: Topics, count: int, seed: int = 3) -> list[Request]:
    """Return that many requests for what the sentences say, or for a topic."""
    chance = random.Random(seed)
    made = []
    for _ in range(count):
        index = -1 if chance.random() < ABOUT_A_TOPIC else chance.randrange(len(sentences))
        matter = sentences[index] if index >= 0 else _topic(chance, topics)
        made.append(Request(request(chance, matter, topics), index))
    return made


def request(chance: random.Random, matter: str, topics: Topics) -> str:
    """Return a request for that matter."""
    opener, ask, context, closer = (_one(chance, listed) for listed in (OPENERS, ASKS, CONTEXTS, CLOSERS))
    pieces = [opener + ask.format(matter[:1].lower() + matter[1:].rstrip(".")), closer]
    pieces.insert(0 if chance.random() < 0.7 else len(pieces), context)
    return " ".join(_filled(chance, piece, topics) for piece in pieces if piece)


def _filled(chance: random.Random, text: str, topics: Topics) -> str:
    text = text.replace("{topic}", _topic(chance, topics)) if "{topic}" in text else text
    for name, listed in FILLS.items():
        while f"{{{name}}}" in text:
            text = text.replace(f"{{{name}}}", _one(chance, listed), 1)
    return text


def _topic(chance: random.Random, topics: Topics) -> str:
    words = chance.choice(topics)
    return " ".join(chance.sample(words, min(len(words), chance.randint(1, LONGEST_TOPIC))))


def _one(chance: random.Random, listed: str) -> str:
    return chance.choice(listed.replace("\n", "|").split("|"))
