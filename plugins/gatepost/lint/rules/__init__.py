"""All rules for guides; the list is the configuration."""

from gatepost.lint.rule import Rule
from gatepost.lint.rules import (
    examples,
    forms,
    page_types,
    repeated_paragraphs,
    unknown_names,
    unknown_operations,
    unknown_statuses,
    unknown_tools,
    unknown_values,
    words,
    wrong_defaults,
    wrong_limits,
)

RULES: tuple[Rule, ...] = (
    page_types.FRONT_MATTER,
    unknown_operations.RULE,
    examples.REQUESTS,
    unknown_names.FIELDS,
    unknown_names.PARAMETERS,
    examples.QUERIES,
    unknown_names.HEADERS,
    examples.HEADERS,
    unknown_statuses.RULE,
    unknown_values.RULE,
    wrong_defaults.RULE,
    wrong_limits.RULE,
    unknown_tools.RULE,
    unknown_names.ARGUMENTS,
    examples.BODIES,
    examples.NOT_JSON,
    words.SECRETS,
    words.DISCOURAGED,
    words.NAMES,
    page_types.TYPE,
    page_types.PARTS,
    page_types.OWNER,
    page_types.REVIEW,
    forms.SAMPLES,
    forms.IMAGES,
    repeated_paragraphs.RULE,
)
"""Several entries may share an id: they find the same mistake in different places."""
