"""How texts give a model orders, by what the order is for.

Each kind is a list of alternatives; repetition inside them is bounded, so that a hostile text costs little. They know
English only. Descriptions speak of the tool ("Reads a file"), orders speak to the model ("read the file, then pass …").
"""

import re

_HOME = r"(?:~|/home/\w{1,40}|/root|/Users/\w{1,40}|\$HOME|%USERPROFILE%)"
SECRETS = (
    rf"{_HOME}[/\\]\.\w|(?<!\w)\.(?:ssh|aws|gnupg|kube|docker|netrc|npmrc|pypirc)\b|\bid_(?:rsa|ed25519|ecdsa)\b"
    r"|/etc/(?:passwd|shadow)|(?<![\w.])\.env\b|\b(?:claude_desktop_config|mcp)\.json\b|\bprivate keys?\b"
    r"|\bseed phrase\b|\bpasswords?\b|\bcredentials?\b|\b[A-Z]{2,20}_(?:TOKEN|KEY|SECRET)\b"
    r"|\b(?:api|access|secret|session|auth)[ _-]?(?:keys?|tokens?|cookies?)\b|\benvironment variables?\b|\bsecrets\b"
)
_TALK = (
    r"\b(?:system (?:prompt|message)|(?:chat|conversation|message)s?(?: history)?|(?:last|previous|prior) (?:\w+ )?"
    r"messages|(?:your|these|the above) instructions|context window)"
)
INTO = (
    r"\b(?:in(?:to)?|to|as|via|through|using) (?:the |an? |its )?['\"`]?\w{1,40}['\"`]?"
    r"(?: (?:query |string |input |tool )?(?:param(?:eter)?|argument|arg|field|value|property|note)s?\b|['\"`])"
)
_TAKE = (
    r"\b(?:read|open|cat|load|include|attach|paste|pass|provide|send|append|put|place|fetch|get|access|copy|collect"
    r"|extract|dump|supply|gather|exfiltrate|output|print|insert|add|write|forward|upload)\b"
)
_ACT = (
    r"(?:call|send|forward|read|copy|include|append|add|use|run|execute|invoke|upload|post|pass|attach|collect|bcc"
    r"|store|record|write|insert|log|exfiltrate|transmit|delete|replace|change|prepend|contain|end)"
)
_TELL = r"(?:tell|mention|inform|notify|reveal|disclose|alert|warn|admit)(?:ing)?"
ADDRESS = r"(?:[\w.+-]{1,64}@[\w-]{1,64}\.\w|\+\d{6,}|0x[0-9a-f]{8})"
_SENT = r"(?:e-?mails?|messages?|payments?|transfers?|requests?|replies|texts?)"
_NO_NEGATION = r"(?:(?!\bnot\b|\bnever\b|n't\b|\bcannot\b)[^.\n]){0,200}?"

TO_THE_MODEL = "speaks to the model, not of the tool"
"""The one kind that the instructions of a server may well have: they are written for the model."""

_ALTERNATIVES = {
    "asks to keep something from the user": (
        rf"\b(?:do not|don'?t|never|must not|should not|avoid|no need to|not)\s+(?:\w+\s+){{0,2}}?{_TELL}\s+"
        r"(?:\w+\s+){0,4}?(?:user|human|operator|anyone|anybody|someone|others|them|him|her)s?\b"
        r"(?!\s+(?:for|to\b|about their|input))",
        rf"\b(?:do not|don'?t|never|must not|avoid)\s+(?:\w+ly )?{_TELL}\s+(?:of )?"
        r"(?:this|these|that you|that it|the fact|it\b|anything about this|the (?:instruction|existence))",
        rf"\bunder no circumstances\s+(?:\w+ )?{_TELL}",
        rf"(?:^|[.!?]\s){_NO_NEGATION}\bwithout (?:\w+ly )?(?:tell|inform|notify|ask|alert|warn)ing\s+"
        r"(?:the |your )?(?:user|human|operator|anyone|person)",
        r"\bwithout (?:letting|having) (?:the |any |your )?\w+ (?:know|notice|see|find out)",
        r"\bkeep (?:this|it) (?:secret|hidden|to yourself|confidential|from the user)",
        rf"\b(?:silently|secretly|covertly|discreetly|quietly|stealthily)\s+(?:\w+\s+)?{_ACT}\b",
        r"\bthe (?:user|human)s? (?:must|should|need|does|do|will|can)(?: not|n'?t|not) (?:\w+ )?"
        r"(?:know|see|notice|be told|be aware|find out)",
        r"\bso (?:that )?(?:nobody|no one|no human|the user (?:does ?n[o']t|will not|won'?t|cannot))"
        r" \w*\s?(?:notic|see|know|find)",
        r"\bhid(?:e|ing) (?:[^.\n]{1,60}) from (?:the |any )?(?:user|human|operator|view)",
    ),
    "tries to replace the instructions of the model": (
        r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|every|the|your|these|those|of|my) ){0,4}"
        r"(?:previous|prior|earlier|above|other|original|system|safety|former|preceding)\s+(?:\w+ )?"
        r"(?:instruction|prompt|guideline|direction|polic|restriction|message|command)",
        r"\b(?:ignore|disregard|forget|override|bypass) (?:all |any )?(?:of )?(?:your|what the user|everything)\b",
        r"\b(?:your|the|all) (?:safety|security|content|system) (?:guideline|polic|rule|restriction|prompt|filter)\w* "
        r"(?:do not|don'?t|does not|no longer|has been|have been|is|are)"
        r" (?:appl|updated|lifted|disabled|suspended|changed|void)",
        r"\b(?:new|updated|real|actual) (?:system )?instructions?\s*:",
        r"\byou are now (?:a|an|in)\b(?! \w+ (?:step|state))|\bdeveloper mode\b|\bjailbreak",
        r"\b(?:act|behave|respond) as (?:an? )?(?:unrestricted|unfiltered|uncensored|different|root|admin)",
        r"\bpretend (?:that|to be|you|the user)\b",
        r"\byour (?:new|true|real|actual|first|top|only) (?:task|role|goal|instruction|purpose|objective|priority)",
        r"\b(?:were|are|have been) (?:advised|told|instructed|trained) to (?:refuse|decline|deny)",
        r"\b(?:follow|obey|execute|carry out) (?:the |all |any )?(?:instruction|command|order|direction)s? "
        r"(?:in|from|of|contained|found|inside|within) (?:the |its |this )?(?:\w+ )?"
        r"(?:data|result|output|response|page|content|file|text)",
        r"\btreat (?:\w+ ){1,8}as (?:\w+ ){0,2}(?:instruction|command|order)s?\b",
        r"\b(?:regardless|irrespective) of the (?:outcome|result|user)",
        r"\b(?:regardless of|no matter) what (?:the user|you (?:were|are)|your)\b",
        r"\beven (?:if|when|though) the (?:user|human) (?:(?:does|did|has) ?n[o']t|says|asks|objects|refuses|disagrees"
        r"|declines)",
    ),
    TO_THE_MODEL: (
        r"\binstructions? (?:to|for) (?:the |any |all )?(?:AI|LLM|assistant|language model|model|agent)s?\s*:",
        r"\b(?:repl(?:y|ies)|respond|answer|say|tell the user) (?:to the user )?that "
        r"(?:everything|the (?:service|tool|system)|all)\b",
        r"\bif you are an? (?:AI|LLM|assistant|agent|language model)",
        r"\b(?:the|this|any|every|all) (?:AI|LLM|(?:AI |language )?assistant|(?:AI |language )model|AI agent)s? "
        r"(?:must|shall|should always|has to|should run|should call|should send|should also|is required)",
        r"\b(?:mandatory|compulsory|binding|required|attention) (?:for|to) (?:the |any |all )?"
        r"(?:AI|LLM|assistant|language model)s?\b",
        r"\b(?:all|every|each|any) (?:\w+ )?(?:future|subsequent|following|further|later) (?:\w+ )?"
        r"(?:responses?|answers?|messages?|repl(?:y|ies)|commands?|calls?) (?:must|should|has to|have to|will|shall)",
        r"\b(?:prepend|append|prefix|add|insert)\b[^.\n]{0,40}\b(?:every|each|all|any) (?:\w+ )?"
        r"(?:commands?|responses?|answers?|repl(?:y|ies)|outputs?|emails?|commits?)\b",
    ),
    "imitates the marks of a prompt": (
        r"<\s*/?\s*(?:important|system|instructions?|assistant|secret|critical|admin|hidden|override|sys|mandatory)\s*>",
        r"<\|(?:im_start|im_end|system|user|assistant|endoftext|start_header_id)[^>]{0,40}\|>",
        r"\[/?INST\]|<<SYS>>|\bSYSTEM (?:MESSAGE|OVERRIDE|PROMPT|NOTE|NOTICE)\s*:",
        r"^[ \t]*#{0,3}[ \t]*\[?(?:system|assistant)\]?[ \t]*(?:prompt|message|note)?[ \t]*:[ \t]",
    ),
    "asks for secrets of the user": (
        rf"{_TAKE}[^.\n]{{0,80}}?(?:{SECRETS})[^\n]{{0,120}}?"
        rf"(?:{INTO}|\b(?:pass|send|include|append|attach|upload) (?:it|them|its|the|this|that|their)\b"
        r"|\botherwise\b|\bor (?:else )?(?:the|this) tool)",
        rf"\b(?:read|open|cat|load|dump|print|check|inspect)\b[^.\n]{{0,60}}?{_HOME}[/\\]\.\w",
        rf"\bcontents? of\b[^.\n]{{0,30}}?(?:{_HOME}[/\\]\.\w|(?<![\w.])\.env(?![.\w])|\bid_rsa|/etc/passwd)",
        r"\b(?:read|open|cat|dump)\b[^.\n]{0,60}?(?:/etc/(?:passwd|shadow)|\bid_rsa|(?:claude_desktop_config|\bmcp)\.json)",
    ),
    "asks the user for a secret": (
        r"\bask (?:the )?(?:user|human) (?:again )?(?:for|to (?:enter|give|provide|type|confirm)) "
        r"(?:their|his|her|the|an?) (?:\w+ ){0,2}(?:password|passphrase|pin|cvv|credit card"
        r"|card number|one-time|seed phrase|private key)",
    ),
    "asks for the conversation or the instructions": (
        rf"{_TAKE}[^.\n]{{0,60}}?{_TALK}[^.\n]{{0,80}}?{INTO}",
        r"\b(?:output|print|repeat|reveal|include|pass|send|copy|append)\b[^.\n]{0,30}\byour (?:\w+ ){0,2}"
        r"(?:system prompt|instructions|system message|hidden reasoning|chain of thought)",
    ),
    "sends something to a place of its own": (
        r"\b(?:send|forward|post|upload|transmit|bcc|cc|copy|leak|report|submit|e-?mail|mail|share|add|invite|text)\b"
        rf"[^.\n]{{0,120}}?\b(?:to|at|with|via)\s+{ADDRESS}",
        rf"\b(?:bcc|cc|recipient|reply-to|payee|iban|wallet|proxy)\b[^.\n]{{0,60}}?{ADDRESS}",
        rf"{ADDRESS}[^.\n]{{0,40}}\bas (?:the |a )?(?:recipient|bcc|cc)\b",
        r"\b(?:send|forward|post|upload|transmit|exfiltrate|leak|submit|report)\b[^.\n]{0,60}?\b(?:conversation|chat"
        r"|history|workspace|repository|context|everything|all|every|credentials|user'?s|current|secrets)\b"
        r"[^.\n]{0,60}?\bto\s+(?:https?|ftp)://",
        r"\bexfiltrat(?:e|ing)\b",
        r"!\[[^\]]{0,200}\]\(https?://[^)\s]{0,500}[?&][^)\s]{0,200}=[\{<\[]",
    ),
    "orders further calls": (
        r"\b(?:before|after|when(?:ever)?|each time|every time|prior to)\b[^.\n]{0,60}?"
        r"\b(?:any|every|each|all|other)\b[^.\n]{0,25}?"
        r"\b(?:tool|function|answer|response|request|message|email|command|file|action|operation|access)s?\b"
        r"[^\n]{0,60}?\b(?:you (?:must|have to|need to)|first (?:call|use|run|invoke)"
        rf"|(?:also |always |must ){_ACT}\b|(?:call|invoke|run|use) this tool)",
        r"\b(?:must|has to|have to|needs? to|should always) be (?:\w+ )?"
        r"(?:called|invoked|run|used|executed|done|performed)\b[^.\n]{0,40}?\b(?:in every|first in"
        r"|(?:before|after|prior to|with) (?:any|every|each|all)|at the (?:start|beginning) of (?:every|each))",
        r"\b(?:when(?:ever)?|every time|each time|if) (?:the |a )?user\b[^.\n]{0,60}?"
        r"\b(?:also|always|secretly|first) (?:call|invoke|run|execute|use)\b",
        r"\b(?:must|should|has to|have to) (?:only )?(?:send|forward|route|copy) (?:all|every|each|any) (?:\w+ )?"
        rf"{_SENT}\b",
        rf"\b(?:all|any|every) (?:\w+ )?{_SENT}\b[^.\n]{{0,60}}\b(?:must|should|has to|have to)"
        r" (?:be (?:sent|routed|copied|forwarded)|go) (?:to|through)\b",
        r"\b(?:call|run|use|invoke) this (?:tool|function) (?:first|before (?:anything|any other|every|all))\b",
        r"\b(?:curl|wget)\b[^\n|]{1,200}\|\s*(?:sudo )?(?:ba|z)?sh\b",
        r"\bafter (?:using|calling|running) this(?: tool)?\b[^.\n]{0,20}"
        r"\b(?:delete|remove|clear|erase|wipe|send|upload|forward)\b",
    ),
    "claims that the user has agreed": (
        r"\b(?:user|human|operator|administrator)s? (?:has |have )?(?:already|previously|explicitly|pre-?)\s?"
        r"(?:agreed|approved|consented|authori[sz]ed|confirmed|given (?:permission|consent))",
        r"\b(?:user|human|operator|administrator)s? (?:has |have )(?:agreed|approved|consented|authori[sz]ed)"
        r"(?: to)? (?:all|every|any|everything)\b",
        r"\bno (?:need (?:for|to)|further|longer needs?) (?:\w+ )?(?:confirm(?:ation)?|approval|consent|permission)\b",
        r"\b(?:skip|bypass|suppress) (?:(?:the|any|user|all) ){0,2}(?:confirmation|approval|consent|permission)s?\b"
        r"(?! (?:flag|step of))",
        r"\btools? no longer (?:needs?|requires?) (?:\w+ )?(?:approval|confirmation|permission|consent)",
    ),
}


def for_lower_case(pattern: str) -> str:
    """Return a pattern with its letters in lower case, escapes left alone: half the cost of ignoring case.

    >>> for_lower_case("AI word")
    'ai word'
    """
    return re.sub(r"\\[A-Za-z]|[A-Z]", lambda match: match[0] if match[0][0] == "\\" else match[0].lower(), pattern)


ORDERS = tuple(
    (name, re.compile(for_lower_case("|".join(alternatives)), re.MULTILINE))
    for name, alternatives in _ALTERNATIVES.items()
)
"""What a text does, in words that follow its kind, and the pattern that shows it in lower case."""
