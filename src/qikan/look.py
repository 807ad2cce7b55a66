"""How the reading room looks, as far as an institution may choose it.

The options stand in conf.py's ``html_theme_options``, their defaults in ``theme/theme.toml``.
They are checked, so that no choice makes a page hard to read: WCAG 2.2 asks for a contrast of
4.5 to 1 of text (1.4.3) and of 3 to 1 of what bounds a field (1.4.11), and clreq for lines of
moderate length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import product

from qikan.diagnostics import Problem, Unusable
from qikan.kinds import Kind

COLOURS = ("paper", "ink", "ink_2", "rule", "edge", "seal")
FONTS = ("song", "hei", "mono")
SCHEMES = ("", "dark_")

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONTS = re.compile(r"""(?:"[^"'{};\\]+"|[\w-]+)(?:, *(?:"[^"'{};\\]+"|[\w-]+))*""")
_MEASURE = re.compile(r"3[2-8]")
_CARD = re.compile(r"_static/\S+\.(?:png|jpg)")
_CONTRAST: Mapping[str, float] = {"ink": 4.5, "ink_2": 4.5, "seal": 4.5, "edge": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Colours by day and by night, fonts, the measure in Han characters, lines of its own.

    ``card`` is the picture of links in messengers, a path from conf.py to a file in ``_static``.
    """

    paper: str
    ink: str
    ink_2: str
    rule: str
    edge: str
    seal: str
    dark_paper: str
    dark_ink: str
    dark_ink_2: str
    dark_rule: str
    dark_edge: str
    dark_seal: str
    song: str
    hei: str
    mono: str
    measure: str
    icp: str
    police: str
    site_code: str
    contact: str
    notice: str
    card: str

    @classmethod
    def of(cls, options: Mapping[str, object]) -> Look:
        """Take the theme's options; raise Unusable at one that cannot be used."""
        look = cls(**{each.name: str(options[each.name]).strip() for each in fields(cls)})
        colours = [f"{scheme}{name}" for scheme, name in product(SCHEMES, COLOURS)]
        forms = [(name, _COLOUR, "#a62b1f") for name in colours]
        forms += [(name, _FONTS, '"Noto Serif CJK SC", serif') for name in FONTS]
        forms += [("measure", _MEASURE, "32—38"), ("card", _CARD, "_static/card.png")]
        for name, form, example in forms:
            value = getattr(look, name)
            if not form.fullmatch(value) and (value or name != "card"):
                raise _refused(Kind.SETTING, name, value, example)
        for scheme, (name, least) in product(SCHEMES, _CONTRAST.items()):
            paper, colour = getattr(look, f"{scheme}paper"), getattr(look, f"{scheme}{name}")
            if (found := contrast(colour, paper)) < least:
                option = f"{scheme}{name}"
                raise _refused(Kind.CONTRAST, option, colour, paper, f"{found:.1f}", f"{least}")
        return look

    def stylesheet(self) -> str:
        """Write the choices as custom properties: the rules of the theme ask for nothing else.

        The dark colours serve the system's choice, and the reader's (``data-scheme``).
        """
        light, dark = (self._colours(scheme) for scheme in SCHEMES)
        fonts = "".join(f" --{name}: {getattr(self, name)};" for name in FONTS)
        return (
            f":root {{ --measure: {self.measure}em;{fonts} }}\n"
            f":root {{ color-scheme: light;{light} }}\n"
            "@media screen and (prefers-color-scheme: dark) {\n"
            f'  :root:not([data-scheme="light"]) {{ color-scheme: dark;{dark} }}\n'
            "}\n"
            f'@media screen {{ :root[data-scheme="dark"] {{ color-scheme: dark;{dark} }} }}\n'
        )

    def _colours(self, scheme: str) -> str:
        pairs = ((name.replace("_", "-"), getattr(self, f"{scheme}{name}")) for name in COLOURS)
        return "".join(f" --{name}: {value};" for name, value in pairs)


def contrast(one: str, other: str) -> float:
    """Tell the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _refused(kind: Kind, option: str, *arguments: str) -> Unusable:
    return Unusable(Problem(kind, "conf.py", 1, (f'html_theme_options["{option}"]', *arguments)))
