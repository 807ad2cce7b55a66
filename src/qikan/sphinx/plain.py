"""Issues of plain text, which pass by the transforms that find nothing in them.

Sphinx, docutils, MyST and sphinx-design send some eighty transforms through every document, and
each looks at all of it. In paragraphs, lists and tables whose only references are to records,
none but a few have anything to do. Whatever else stands in an issue, it goes the whole way.
"""

from __future__ import annotations

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment
from sphinx.transforms import AutoNumbering, DoctreeReadEvent, SphinxSmartQuotes
from sphinx.transforms.i18n import Locale
from sphinx.transforms.references import SphinxDomains

_PLAIN = frozenset(
    {
        nodes.Text,
        nodes.block_quote,
        nodes.bullet_list,
        nodes.colspec,
        nodes.document,
        nodes.emphasis,
        nodes.entry,
        nodes.enumerated_list,
        nodes.inline,
        nodes.list_item,
        nodes.literal,
        nodes.paragraph,
        nodes.row,
        nodes.section,
        nodes.strong,
        nodes.table,
        nodes.tbody,
        nodes.tgroup,
        nodes.thead,
        nodes.title,
        nodes.topic,
        pending_xref,
    }
)
_NEEDED = frozenset({AutoNumbering, DoctreeReadEvent, Locale, SphinxDomains, SphinxSmartQuotes})
_KNOWN_PACKAGES = frozenset(
    {"docutils", "myst_parser", "sphinx", "sphinx_design", "sphinxcontrib.bibtex"}
)
OWN_DOMAINS = frozenset({"qikan", "cite"})


def is_plain(document: nodes.document) -> bool:
    """Tell whether a document that has just been parsed is plain text with such references."""
    return all(
        type(node) in _PLAIN
        and (not isinstance(node, pending_xref) or node["refdomain"] in OWN_DOMAINS)
        for node in document.findall()
    )


def leave_out_transforms(document: nodes.document) -> None:
    """Take out of a plain document's reading what has nothing to do; keep all that is unknown."""
    transformer = document.transformer
    transformer.transforms = [
        entry
        for entry in transformer.transforms
        if entry[1] in _NEEDED or _package(entry[1]) not in _KNOWN_PACKAGES
    ]


def knows_all_post_transforms(env: BuildEnvironment) -> bool:
    """Tell whether no extension has added a post-transform that ``resolve`` would pass by."""
    added = env._registry.get_post_transforms()
    return {_package(transform) for transform in added} <= _KNOWN_PACKAGES


def resolve(doctree: nodes.document, docname: str, builder: Builder) -> None:
    """Resolve a plain document's references, as ``env.get_and_resolve_doctree`` would."""
    env = builder.env
    for node in list(doctree.findall(pending_xref)):
        domain = env.domains[node["refdomain"]]
        content = node.children[0]
        assert isinstance(content, nodes.Element)
        resolved = domain.resolve_xref(
            env, docname, builder, node["reftype"], node["reftarget"], node, content
        )
        node.replace_self(resolved or content)
    env.events.emit("doctree-resolved", doctree, docname)


def _package(transform: type) -> str:
    package, _, rest = transform.__module__.partition(".")
    return f"{package}.{rest.partition('.')[0]}" if package == "sphinxcontrib" else package
