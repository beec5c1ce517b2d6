"""Floor 0: the records of the contract, the errors, and their JSON form. Standard library only."""

from quoth.model.document import Block, Document, Role
from quoth.model.errors import ConfigurationError, InputError, QuothError
from quoth.model.json_form import record_from_json, record_to_json
from quoth.model.outcome import Failure, Skipped
from quoth.model.record import (
    Entity,
    EntityType,
    Form,
    Identity,
    Insertion,
    InsertionKind,
    Kind,
    KnownPerson,
    Mention,
    Occasion,
    Quotation,
    Record,
    Resolution,
    Statement,
    Where,
)
from quoth.model.span import Span

__all__ = [
    "Block",
    "ConfigurationError",
    "Document",
    "Entity",
    "EntityType",
    "Failure",
    "Form",
    "Identity",
    "InputError",
    "Insertion",
    "InsertionKind",
    "Kind",
    "KnownPerson",
    "Mention",
    "Occasion",
    "Quotation",
    "QuothError",
    "Record",
    "Resolution",
    "Role",
    "Skipped",
    "Span",
    "Statement",
    "Where",
    "record_from_json",
    "record_to_json",
]
