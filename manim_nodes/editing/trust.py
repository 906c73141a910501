"""What the user has allowed a project: to run its Python code, and to read files outside its folder; and whose it is.

A project is the user's own if it was begun here, or if its file is what was saved here last, letter for letter; or if
the user has said so. All others are drawn in a confined process. Saving changes nothing of that.

Nothing is allowed for good: code is, by its signature, as long as nothing changes that decides what it does. What the user
changes here stays allowed; what comes from elsewhere is not, even where it replaces something that was.
"""

import hashlib
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from manim_nodes.document.model import Document, Node
from manim_nodes.graph.code_signatures import code_signatures, code_text, holds_code
from manim_nodes.graph.expand import Expansion, expand
from manim_nodes.graph.permissions import Permissions
from manim_nodes.library.catalogue import Library
from manim_nodes.workspace.state import AppState, ProjectTrust


@dataclass(frozen=True, slots=True)
class Trust:
    """What the user has allowed one project.

    Parameters
    ----------
    code : signatures of the Python code that may run; None for all code
    files : outside the project's folder that may be read, links followed; None for all files
    is_own : it is the user's own, and need not be drawn apart
    """

    code: frozenset[str] | None = frozenset()
    files: frozenset[Path] | None = frozenset()
    is_own: bool = False

    def allowing(self, code: frozenset[str], files: frozenset[Path]) -> "Trust":
        """Return what holds once the user has allowed these as well."""
        return replace(
            self,
            code=None if self.code is None else self.code | code,
            files=None if self.files is None else self.files | files,
        )

    def permissions(self, expansion: Expansion, library: Library) -> Permissions:
        """Return what follows for the nodes of a project."""
        if self.code is None:
            return Permissions(None, self.files)
        signatures = code_signatures(expansion, library)
        may_run = frozenset(key for key, signature in signatures.items() if signature in self.code)
        return Permissions(may_run, self.files)


NO_TRUST = Trust()
OWN_TRUST = Trust(is_own=True)
"""What holds for a project that is begun."""
FULL_TRUST = Trust(code=None, files=None, is_own=True)


@dataclass(frozen=True, slots=True)
class Code:
    """The nodes of a project that hold Python code, by their ids with their groups."""

    nodes: Mapping[str, Node]
    signatures: Mapping[str, str]

    def waiting(self, trust: Trust) -> Mapping[str, str]:
        """Return the signatures of the code that is not allowed to run."""
        allowed = trust.code
        if allowed is None:
            return {}
        return {key: each for key, each in self.signatures.items() if each not in allowed}


class CodeReader:
    """Finds the code of documents; knows that of the last two, which each edit asks for."""

    def __init__(self) -> None:
        self._known: deque[tuple[Document, Library, Code]] = deque(maxlen=2)

    def read(self, document: Document, library: Library) -> Code:
        """Return the code of a document."""
        for known, its_library, code in self._known:
            if known is document and its_library is library:
                return code
        code = code_of(document, library)
        self._known.append((document, library, code))
        return code


def kept_trust(
    trust: Trust, before: Document, after: Document, library: Library, read: CodeReader
) -> Trust:
    """Return what holds after an edit of the user's.

    Code that was allowed before stays so, whatever the user has changed of it or before it. New nodes may run what a
    node was allowed that they are a copy of, and what nodes of their type have by default. All other code is not allowed.
    """
    same_parts = all(
        getattr(before, part) is getattr(after, part) for part in ("nodes", "edges", "groups")
    )
    if trust.code is None or same_parts or not holds_code(after, library):
        return trust
    old, new = read.read(before, library), read.read(after, library)
    allowed = {key for key, signature in old.signatures.items() if signature in trust.code}
    added = [node for key, node in new.nodes.items() if key not in old.nodes]
    texts = {code_text(old.nodes[key], library) for key in allowed}
    texts |= {code_text(Node(id="default", type=node.type), library) for node in added}
    # What waits to be allowed has new ids too, once the user puts it into a group.
    texts -= {code_text(node, library) for key, node in old.nodes.items() if key not in allowed}
    allowed |= {node.id for node in added if code_text(node, library) in texts}
    return replace(
        trust, code=trust.code.union(new.signatures[key] for key in allowed & new.nodes.keys())
    )


def known_trust(state: AppState, document: Document, data: bytes | None = None) -> Trust:
    """Return what the user has allowed a project in earlier sessions, and whether it is theirs.

    Parameters
    ----------
    data : what its file holds
    """
    known = state.trust.get(document.id, ProjectTrust())
    is_own = data is not None and file_digest(data) in state.own_files.get(document.id, ())
    return Trust(frozenset(known.code), frozenset(map(Path, known.files)), is_own)


def file_digest(data: bytes) -> str:
    """Return what a project's file is known by."""
    return hashlib.sha256(data).hexdigest()[:32]


def worth_keeping(trust: Trust, document: Document, library: Library) -> ProjectTrust:
    """Return what later sessions must know: of what was ever allowed, what the project still has."""
    allowed = trust.code or frozenset()
    signatures = code_of(document, library).signatures.values() if allowed else ()
    return ProjectTrust(
        code=tuple(sorted(allowed.intersection(signatures))),
        files=tuple(sorted(map(str, trust.files or ()))),
    )


def code_of(document: Document, library: Library) -> Code:
    """Return the code of a document, in groups too."""
    if not holds_code(document, library):
        return Code({}, {})
    expansion = expand(document)
    signatures = code_signatures(expansion, library)
    return Code({node.id: node for node in expansion.nodes if node.id in signatures}, signatures)
