"""The rules, one a file, in the order of their weight."""

from gatepost.honesty.rule import Rule
from gatepost.honesty.rules.confusable_names import ConfusableNames
from gatepost.honesty.rules.conversation_grabs import ConversationGrabs
from gatepost.honesty.rules.defaults import Defaults
from gatepost.honesty.rules.descriptions import Descriptions
from gatepost.honesty.rules.directives import Directives
from gatepost.honesty.rules.encoded_text import EncodedText
from gatepost.honesty.rules.floods import Floods
from gatepost.honesty.rules.hidden_characters import HiddenCharacters
from gatepost.honesty.rules.hidden_markup import HiddenMarkup
from gatepost.honesty.rules.hints import Hints
from gatepost.honesty.rules.padding import Padding
from gatepost.honesty.rules.parameters import Parameters
from gatepost.honesty.rules.portability import Portability
from gatepost.honesty.rules.shadowing_names import ShadowingNames
from gatepost.honesty.rules.steering import Steering
from gatepost.honesty.rules.wording import Wording

RULES: tuple[Rule, ...] = (
    HiddenCharacters(),
    Directives(),
    Wording(),
    EncodedText(),
    HiddenMarkup(),
    Padding(),
    Floods(),
    ConversationGrabs(),
    ShadowingNames(),
    ConfusableNames(),
    Hints(),
    Defaults(),
    Descriptions(),
    Steering(),
    Parameters(),
    Portability(),
)
"""Every rule; the settings name them by `id`."""
