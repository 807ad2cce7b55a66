"""Every kind of problem that an archive can have, with what to do about it.

The subtype is what ``suppress_warnings`` names: ``qikan.unknown-item``.
"""

from __future__ import annotations

from enum import Enum

from qikan.catalogue import mark


class Kind(Enum):
    """What is wrong: the subtype, then one line that says it and the remedy."""

    # The file
    EMPTY = "empty", mark("the file is empty; fill it or delete it")
    ENCODING = "encoding", mark("this is no UTF-8 but perhaps {0}; save the file as UTF-8")
    NO_TEXT = "no-text", mark("this is no text in UTF-8; save the file as UTF-8")
    CHARACTER = "character", mark("the character {0} may not stand in a text; delete it")
    INVISIBLE = (
        "invisible",
        mark("the invisible character {0} stands behind “{1}”; delete it"),
    )
    RADICAL = (
        "radical",
        mark("“{0}” ({1}) is a sign for a radical, which no search finds; write “{2}”"),
    )
    LEFT_OVER = (
        "left-over",
        mark("“{0}” was left by a conversion or a merge; write what the original has"),
    )
    FOLIO = (
        "folio",
        mark("“{0}” looks like a page number of the original; delete it, and join what it parts"),
    )
    TOO_LARGE = (
        "too-large",
        mark("the file is larger than {0} MB; look whether it is the right one"),
    )
    TOO_LONG = "too-long", mark("a paragraph is longer than {0} characters; divide it")
    TOO_DEEP = (
        "too-deep",
        mark("more than {0} forms stand inside of one another; write it more simply"),
    )

    NOT_READ = (
        "not-read",
        mark(
            "the file looks like an issue, but is not read under this name in this place; "
            "save it as {0}, or move it out of the archive if it is a copy"
        ),
    )

    BIBLIOGRAPHY_NOT_READ = (
        "bibliography-not-read",
        mark(
            "the file has entries, but is not read under this name in this place; "
            "write them in {0}, or move the file out of the archive if it is a copy"
        ),
    )

    # The front matter
    NO_FRONT_MATTER = (
        "no-front-matter",
        mark("the front matter is missing; begin the file with '---', 'issue: {0}' and '---'"),
    )
    FRONT_BEGIN = (
        "front-begin",
        mark(
            "the front matter does not begin in line 1; write '---' there, and delete what stands "
            "above it, or move that below"
        ),
    )
    FRONT_RULE = (
        "front-rule",
        mark("“{0}” does not bound the front matter; write '---', three half-width hyphens"),
    )
    FRONT_END = "front-end", mark("the front matter does not end; write a line '---' below “{0}”")
    KEY_BELOW = (
        "key-below",
        mark("“{0}” stands below the front matter; move it up, above the second '---'"),
    )
    COLON = (
        "colon",
        mark("“{0}” has no half-width colon with a blank behind its key; write '{1}: …'"),
    )
    BLANK = "blank", mark("“{0}” has the blank {1} outside of its value; write half-width blanks")
    INDENT = (
        "indent",
        mark(
            "“{0}” is indented wrongly; write a key at the margin, one that belongs to the key "
            "above it behind two blanks, and no tabs"
        ),
    )
    QUOTES = "quotes", mark("“{0}” has signs that do not stand for themselves; write “{1}”")
    YAML = "yaml", mark("the front matter is not YAML ({0}); write one 'key: value' a line")
    UNKNOWN_KEY = "unknown-key", mark("the front matter has no key “{0}”; known are {1}")
    REPEATED_KEY = "repeated-key", mark("the front matter has “{0}” twice; delete one")
    BAD_VALUE = "bad-value", mark("“{1}” is no value for {0}; write, for example, {2}")
    NO_ISSUE_ID = "no-issue-id", mark("the issue has no id; write 'issue: {0}' in the front matter")
    ISSUE_ID = (
        "issue-id",
        mark(
            "“{0}” is no issue's id; write a date that exists, such as 2014-07-04, "
            "or year and number, such as 2014-no03"
        ),
    )
    FILE_NAME = "file-name", mark("issue {0} belongs into the file {1}; rename one of the two")
    DUPLICATE_ISSUE = (
        "duplicate-issue",
        mark(
            "issue {0} already stands in {1}; delete this file, or move it out, if it is a copy, "
            "or give this issue another id, such as {2}"
        ),
    )
    ALIKE = (
        "alike",
        mark("“{1}” is the {0} of issue {2} too; correct one, or leave both if print has them so"),
    )
    OTHER_DATE = (
        "other-date",
        mark(
            "the date {0} is not that of the id {1}; correct it, "
            "or leave it if the id is published and was wrong"
        ),
    )
    NO_TITLE = "no-title", mark("the issue has no title; write '# title' above the first item")
    SECOND_TITLE = (
        "second-title",
        mark("the issue has its title at line {0} already; write '## …' here"),
    )

    TITLE_ROLE = (
        "title-role",
        mark("the reference {0} in a headline has no text; write '{{{1}}}`text <{0}>`'"),
    )
    TITLE_SOURCE = (
        "title-source",
        mark("no source stands in a headline; write '{0}' behind the text, in its own paragraph"),
    )

    # Items
    ITEM_NUMBER = (
        "item-number",
        mark("“{0}” is no item's number; write 1 or more in half-width digits"),
    )
    ITEM_ORDER = (
        "item-order",
        mark("item {0} stands behind item {1}; put the items in the order of their numbers"),
    )
    ITEM_LEFT_OUT = (
        "item-left-out",
        mark("item {0} is left out before item {1}; add it, or put right the number"),
    )
    NO_ITEM = (
        "no-item",
        mark(
            "the heading “{0}” has no item below it; write ':::{{item}} {1}' and ':::' there, "
            "or ':::{{matter}}' if it is none"
        ),
    )
    NO_ITEMS = (
        "no-items",
        mark(
            "the issue has no item yet; write ':::{{item}} 1' and ':::' below the first one's "
            "heading, or ':::{{matter}}' below the title if there are none"
        ),
    )
    BARE_ITEM = (
        "bare-item",
        mark("item {0} has no text; add it, or leave it if print has none"),
    )
    ITEM_ALIKE = (
        "item-alike",
        mark(
            "item {0} has headline and source of item {1}; delete it if it was left over from "
            "there, or leave both if print has them so"
        ),
    )
    NO_SOURCE = (
        "no-source",
        mark(
            "item {0} names no source, though others do; "
            "write '{{cite:p}}`…`' below its text if print has one"
        ),
    )
    NO_SECTION = (
        "no-section",
        mark(
            "item {0} stands in no section, but the one before it in “{1}”; "
            "write its heading with '{2}' if it belongs there"
        ),
    )
    DUPLICATE_ITEM = (
        "duplicate-item",
        mark("item {0} already stands at line {1}; renumber one of the two"),
    )
    NO_HEADING = (
        "no-heading",
        mark(
            "item {0} has no heading of its own; "
            "write '{1} title' above it, with a blank behind '{1}'"
        ),
    )
    HEADING_APART = (
        "heading-apart",
        mark(
            "item {0} has no heading of its own, and the heading “{1}” at line {2} no item; "
            "move it above this line if it belongs here, else write '{3} title'"
        ),
    )
    TITLE_BELOW = (
        "title-below",
        mark(
            "“{0}” stands between the heading and the block of item {1}; write it behind the "
            "heading if it belongs to that, or below the line ':::' if it is text"
        ),
    )
    NESTED_ITEM = (
        "nested-item",
        mark("item {0} stands inside item {1}; give both headings the same level"),
    )
    UNKNOWN_OPTION = "unknown-option", mark("there is no option “{0}” here; known are {1}")
    NO_OPTION = (
        "no-option",
        mark(
            "“{0}” is no option of item {1}; write ':name: value', and the text below the line "
            "':::' that ends the options"
        ),
    )
    OPTION_SIGNS = "option-signs", mark("“{0}” is no option; write '{1}', in half-width signs")
    LOST_BLOCK = (
        "lost-block",
        mark("“{0}” stands in no block; write ':::{{item}}' and its number above it"),
    )
    NOT_ENDED = (
        "not-ended",
        mark("“{0}” stands inside the block “{1}” still; write a line ':::' above it"),
    )
    WRAPPED = (
        "wrapped",
        mark("“{0}” goes on from the line above; write it there, or ':::' between if it is text"),
    )
    PAGE_ORDER = (
        "page-order",
        mark("item {0} is on page {1}, the item before it on page {2}; compare both with print"),
    )
    PAGE_COUNT = (
        "page-count",
        mark("item {0} is on page {1}, but the original has {2} pages; compare both with it"),
    )
    PRINTED = (
        "printed",
        mark(
            "“{0}” does not begin with a source that the item cites; write 'key text' from {1}, "
            "and ';' between several, or delete the line if it is another item's"
        ),
    )

    PRINTED_OTHER = (
        "printed-other",
        mark("“{0}” is a name of {1} and not of {2}; cite that, or delete the line ':printed:'"),
    )
    PLAIN_SOURCE = (
        "plain-source",
        mark("the source “{0}” is only text; write '{{cite:p}}`{1}`' in place of its brackets"),
    )

    # Errata
    ERRATUM_OPTION = (
        "erratum-option",
        mark(
            "“{0}” is no option of an erratum; write it behind the line above if it goes on from "
            "there, or behind ':text:' if it is a remark"
        ),
    )
    ERRATUM_DATE = (
        "erratum-date",
        mark("“{0}” is no date of an erratum; write ':::{{erratum}} {1}', a date that exists"),
    )
    ERRATUM_KIND = (
        "erratum-kind",
        mark(
            "“{0}” is no kind of erratum; write ':kind: correction' with ':printed: …' and "
            "':right: …', or ':kind:' and one of {1} with ':text: …'"
        ),
    )
    ERRATUM_SILENT = (
        "erratum-silent",
        mark("an erratum of the kind {0} does not say “{1}”; write ':{1}: …' in it"),
    )
    ERRATUM_SAME = (
        "erratum-same",
        mark("“{0}” is given as printed and as right; write what is right, or delete the erratum"),
    )
    ERRATUM_EARLY = (
        "erratum-early",
        mark("the erratum is of {0}, before the issue itself ({1}); correct its date"),
    )
    ERRATUM_AGAIN = (
        "erratum-again",
        mark("“{0}” overlaps what the erratum at line {1} corrects; make one erratum of the two"),
    )
    ERRATUM_REMOVED = (
        "erratum-removed",
        mark(
            "the erratum at line {1} removes item {0}, of which nothing is left to correct; "
            "delete this one, or put right the dates"
        ),
    )
    ERRATUM_NOWHERE = (
        "erratum-nowhere",
        mark("the erratum belongs to no item; move it below the block of the item to be corrected"),
    )
    ERRATUM_WORDS = (
        "erratum-words",
        mark("“{0}” stands {1} times in item {2}; quote words as printed that stand there once"),
    )
    ERRATUM_DONE = (
        "erratum-done",
        mark("item {1} has “{2}” in place of “{0}” already; restore in its text what was printed"),
    )

    # References
    UNKNOWN_ITEM = "unknown-item", mark("there is no item “{0}”{1}")
    NO_SUCH_ITEM = (
        "no-such-item",
        mark("there is no item “{0}”: issue {1} has items {2}; correct the number"),
    )
    ITSELF = (
        "itself",
        mark("item “{0}” refers to itself; write the item that is meant, or no reference"),
    )
    UNKNOWN_ISSUE = "unknown-issue", mark("there is no issue “{0}”{1}")
    UNKNOWN_OUTLET = "unknown-outlet", mark("there is no outlet or located piece “{0}”{1}")
    UNKNOWN_TERM = "unknown-term", mark("{2} has no entry “{0}”{1}")
    SOURCES_TOGETHER = (
        "sources-together",
        mark("“{0}” is several sources; write '{1}', with half-width commas"),
    )
    TERMS_TOGETHER = (
        "terms-together",
        mark("“{0}” is several entries of {2}; divide them: “{1}”"),
    )
    WITHIN = (
        "within",
        mark(
            "“{0}” lies within “{1}”, which is no key of the file{2}; a key that was renamed "
            "should get back its name: keys are for ever"
        ),
    )
    AMBIGUOUS_TERM = "ambiguous-term", mark("“{0}” names several entries of {2}; write one of {1}")

    # What the text may hold: directives and roles
    UNKNOWN_DIRECTIVE = (
        "unknown-directive",
        mark("an issue has no form “{0}”, which is shown as text; write, for example, {1}"),
    )
    UNKNOWN_ROLE = (
        "unknown-role",
        mark("an issue has no role “{0}”, which is shown as text; write, for example, {1}"),
    )
    UNCLOSED = (
        "unclosed",
        mark("“{0}” does not end; write a line '{1}' below its last line, perhaps line {2}"),
    )
    STRAY_FENCE = "stray-fence", mark("“{0}” ends nothing here; delete it, or write '{1}'")
    BROKEN_FENCE = (
        "broken-fence",
        mark("“{0}” begins or ends nothing; write '{1}' at the margin, in half-width signs"),
    )
    MISPLACED = "misplaced", mark("“{0}” stands only in “{1}”; write it there")
    INSIDE = (
        "inside",
        mark(
            "“{0}” may stand in no list, quotation or other form; write it at the margin, "
            "below its heading"
        ),
    )
    NO_ARGUMENT = "no-argument", mark("nothing stands behind “{0}”; write, for example, '{1}'")
    SURPLUS_ARGUMENT = (
        "surplus-argument",
        mark("“{0}” takes nothing behind its name; write “{1}” below it"),
    )
    DIRECTIVE_OPTION = "directive-option", mark("“{0}” has no option “{1}”; known are {2}")
    OPTION_FORM = (
        "option-form",
        mark("“{1}” is no option of “{0}”; write ':name: value', and a blank line above the text"),
    )
    REPEATED_OPTION = "repeated-option", mark("“{0}” has the option “{1}” twice; delete one")
    OPTION_VALUE = "option-value", mark("“{1}” is no value for {0}; write, for example, '{2}'")
    NO_CONTENT = "no-content", mark("“{0}” is empty; write its text, or delete it")
    SURPLUS_CONTENT = "surplus-content", mark("“{0}” takes no text; write it below its end")
    CAPTION = (
        "caption",
        mark("the text of “{0}” does not begin with a caption; write a paragraph first"),
    )
    PARTS = "parts", mark("“{0}” holds nothing but {1}; write everything else outside of it")

    # What the text may hold: lines
    JOINED = (
        "joined",
        mark(
            "“{0}” and lines like it run together with those above; put a blank line between, "
            "or begin each, the first as well, with '- ' or '1. ', a blank behind the sign"
        ),
    )
    LIST_JUMPS = (
        "list-jumps",
        mark(
            "the numbers of the list jump from {0} to {1}, which shows as {2}; "
            "look whether one is left out, or stands in another's line"
        ),
    )
    INDENTED = (
        "indented",
        mark("the blanks before this line make it code; delete them, or write code between '```'"),
    )
    LITERAL = (
        "literal",
        mark(
            "“{0}” shows its signs; put a backslash before them if they are meant, else write: {1}"
        ),
    )
    HIDDEN = (
        "hidden",
        mark(
            "“{0}” is hidden as a remark; write '{1}' if it is text, else a blank behind its sign"
        ),
    )
    TWICE = (
        "twice",
        mark("“{0}” stands word for word at line {1} too; delete one if it was pasted twice"),
    )
    STARS = "stars", mark("the asterisks in “{0}” do not show; write '{1}' if they should")

    # What the text may hold: tables, headings, notes, links
    NO_TABLE = "no-table", mark("“{0}” holds no table; begin each of its rows with '{1}'")
    RAGGED = (
        "ragged-table",
        mark(
            "this row has {0} cells, the first row {1}; compare it with print, and add what is "
            "missing in its place, also where it is empty"
        ),
    )
    BAR_IN_CELL = (
        "bar-in-cell",
        mark(
            "this row has {0} cells, the first row {1}; write '\\|' where a bar belongs to the "
            "text, else delete what is too much"
        ),
    )
    ROW_SIGN = (
        "row-sign",
        mark(
            "this row has {0} cells, as many as {2} rows of {1}; begin each row with '* - ', "
            "only its other cells with '- '"
        ),
    )
    CELL = (
        "table-cell",
        mark(
            "this line begins no row or cell of the table; begin a row with '* - …', "
            "each other cell two blanks further in with '- …'"
        ),
    )
    CELL_SIGN = (
        "cell-sign",
        mark("“{0}” begins no cell; write '{1}', with the half-width hyphen"),
    )
    TAB_ROW = "tab-row", mark("tabs divide no cells; write '{0}'")
    BARS = (
        "bars",
        mark("rows of '|' are no table without a rule; write '{0}' below the first"),
    )
    TABLE_RULE = (
        "table-rule",
        mark("this rule has {0} cells, the row above {1}; write '{2}'"),
    )
    SPLIT_TABLE = (
        "split-table",
        mark("the blank line above parts this row from its table; delete it"),
    )
    WIDE_BARS = "wide-bars", mark("“｜” divides no cells; write '{0}' with half-width '|'")
    TAB = (
        "tab",
        mark(
            "a tab divides no cells and shows as a blank; write '{0}' and '{1}' below the "
            "first row, or a blank if it is no table"
        ),
    )
    TAB_CELLS = (
        "tab-cells",
        mark(
            "tabs divide no cells here; write '{0}', in the line below, two blanks further in, "
            "'{1}', and so all of them"
        ),
    )
    TABLE_HEAD = (
        "table-head",
        mark("{0} is {1}, but there are only {2}, and one must be left; write a smaller number"),
    )
    HEADING = (
        "heading",
        mark("a heading of level {0} follows one of level {1}; write it with '{2}'"),
    )
    HEADING_SIGN = (
        "heading-sign",
        mark(
            "“{0}” is no heading; write '{1} ' with half-width signs and one half-width blank, "
            "or '\\#' if it is text"
        ),
    )
    RULE = "rule", mark("a line '---' must stand between two paragraphs; delete it")
    UNDERLINE = (
        "underline",
        mark(
            "a line '{0}' right below a text makes that a heading; "
            "put a blank line between, or write '## …'"
        ),
    )
    EMPTY_HEADING = (
        "empty-heading",
        mark("the heading has no text; write it behind '{0}', or delete the line"),
    )
    NO_FOOTNOTE = "no-footnote", mark("the footnote “{0}” has no text; write '[^{0}]: text'")
    FOOTNOTE_NAMES = (
        "footnote-names",
        mark(
            "the footnote “{0}” at line {1} has no text, and nothing refers to the text “{2}”; "
            "write '[^{0}]: …' here if it belongs there"
        ),
    )
    UNUSED_FOOTNOTE = (
        "unused-footnote",
        mark(
            "nothing refers to the footnote “{0}”; write '[^{0}]' in the text where it belongs, "
            "in place of a wrong mark if there is one"
        ),
    )
    REPEATED_FOOTNOTE = (
        "repeated-footnote",
        mark(
            "the text of the footnote “{0}” already stands at line {1}; rename this one to “{2}”, "
            "and its mark in the text of its item from '[^{0}]' to '[^{2}]'"
        ),
    )
    BROKEN_ROLE = (
        "broken-role",
        mark("“{0}” does nothing; write {1}`…` with half-width braces and backticks"),
    )
    UNKNOWN_FILE = (
        "unknown-file",
        mark("there is no file “{0}”; save it as {1}, or correct its name or folder"),
    )
    OTHER_FILE = "other-file", mark("there is no file “{0}”; write {1}, if that is meant")
    OTHER_ORIGINAL = (
        "other-original",
        mark("“{0}” is not the original: its SHA-256 is {1}; put the right file back"),
    )
    NO_PICTURE = (
        "no-picture",
        mark("“{0}” is no picture in one of {1}; save it as one, with the ending of its format"),
    )
    PICTURE_ENDING = (
        "picture-ending",
        mark("the picture “{0}” is in the format {1}; give its name the ending {2}"),
    )
    NO_ALT = (
        "no-alt",
        mark("the picture “{0}” is not described for those who cannot see it; write '{1}'"),
    )
    FOLDER = "folder", mark("“{0}” is a folder; write the name of a file")
    OUTSIDE = "outside", mark("“{0}” lies outside of the archive; copy the file beside the issue")
    LANGUAGE = (
        "language",
        mark("the language “{0}” of this code is not known; write another, or none"),
    )
    FORMULA = "formula", mark("this formula cannot be read: {0}; write it in LaTeX's notation")

    # What the text may hold: what must not come alive
    RAW_MARKUP = (
        "raw-markup",
        mark("“{0}” is HTML, which is shown as text; delete it, and leave a line blank at a break"),
    )
    ANGLES = (
        "angles",
        mark("“{0}” looks like HTML; write '{1}' if it is text, else delete it"),
    )
    RAW_STYLE = (
        "raw-style",
        mark("“{0}” is HTML, which is shown as text; write '{1}' in place of it"),
    )
    LINK_SCHEME = (
        "link-scheme",
        mark("a link to “{0}” is not made; only web and mail addresses are"),
    )
    NO_SCHEME = "no-scheme", mark("“{0}” names a file, not an address; write '{1}'")
    ADDRESS = (
        "address",
        mark("the address “{0}” goes on into the text; end it before “{1}”"),
    )
    NO_EFFECT = "no-effect", mark("“{0}” has no effect in an issue; delete it")
    SUBSTITUTION = (
        "substitution",
        mark("“{0}” is no substitution; write a name that the front matter or conf.py gives"),
    )
    IN_SUBSTITUTION = (
        "in-substitution",
        mark("“{0}” may not stand in a substitution; write it where that is used"),
    )

    MARKUP = (
        "markup",
        mark("no page can be made of the issue: its markup fails here or below ({0}); correct it"),
    )

    # What a PDF cannot hold as it is written
    NOT_SET = (
        "not-set",
        mark("PDFs have no form for “{0}”: its text stands there plainly; write it otherwise"),
    )
    GLYPH = (
        "glyph",
        mark(
            "no typeface here has “{0}” ({1}), so that PDFs show its number; install one that "
            "has it, or write another character"
        ),
    )
    PRIVATE_USE = (
        "private-use",
        mark("“{0}” ({1}) is for private use, and PDFs show its number; write one of Unicode's"),
    )
    UNSET_PICTURE = (
        "unset-picture",
        mark("the picture “{0}” cannot be set in a PDF ({1}); save it anew as PNG or JPEG"),
    )
    UNSET = (
        "unset",
        mark("no PDF can be made of “{0}” ({1}); write simply what has been written last"),
    )
    UNWRITTEN = (
        "unwritten",
        mark("“{0}” cannot be written ({1}); make room or allow it, then build again"),
    )
    TYPEFACE = (
        "typeface",
        mark("PDFs need the typeface “{0}”; install it (Debian: fonts-noto-cjk)"),
    )

    # The archive's own files
    SETTING = "setting", mark("{0} may not be “{1}”; write one of {2}")
    CONTRAST = (
        "contrast",
        mark("{0}: “{1}” on “{2}” has a contrast of {3}, and {4} is needed; choose another colour"),
    )
    CONF_PY = (
        "conf-py",
        mark(
            "conf.py fails here ({0}); undo the latest change, or look at quotation marks, "
            "brackets and commas in this line and the one above"
        ),
    )
    NO_FILE = "no-file", mark("conf.py names this file, which is not there; correct one of the two")
    DATA_FILE = "data-file", mark("the file cannot be read ({0}); correct it and try again")
    MISSING_SIGN = (
        "missing-sign",
        mark("“{0}” is not followed by the half-width “{1}”; write it there"),
    )
    SURPLUS_SIGN = "surplus-sign", mark("“{0}” has a “{1}” too many; delete it")
    OUTSIDE_ENTRY = (
        "outside-entry",
        mark("“{0}” belongs to no entry; begin that with '@type{{key,' and end it with '}}'"),
    )
    TOML = (
        "toml",
        mark(
            '“{0}” is not TOML; write [terms.key], name = "…" or aliases = ["…", "…"], '
            "one a line, in half-width signs"
        ),
    )
    WIDE_SIGNS = "wide-signs", mark("“{0}” has other signs than TOML's; write '{1}'")
    TERM_ALIKE = (
        "term-alike",
        mark("“{0}” is the name of {1} too; delete one, or leave both if two things bear it"),
    )
    NO_HEADER = (
        "no-header",
        mark(
            "“{0}” is a second name of {1}; if it is another's, write '[terms.…]' above it, "
            "with the key that it had"
        ),
    )
    ONE_LINE = "one-line", mark("“{0}” goes on below; write all of it, up to '}}', in one line")
    HEADER = "header", mark("“[{0}]” begins no entry; write '[terms.{1}]'")
    TAKEN = (
        "taken",
        mark("“{0}” cannot be the {1} of a vocabulary, or is so already; choose another"),
    )
    NO_KEY = "no-key", mark('the file does not say {0}; write role = "…" and name = "…"')
    BAD_KEY = (
        "bad-key",
        mark("“{0}” is no key; write lower-case letters, digits and hyphens, no blanks"),
    )
    DUPLICATE_KEY = (
        "duplicate-key",
        mark("the entry “{0}” already stands at {1}; delete one, or give another key to one"),
    )
    DUPLICATE_NAME = (
        "duplicate-name",
        mark("“{0}” is a name of {1} too; leave it to one of the two outlets"),
    )
    NO_OUTLET = (
        "no-outlet",
        mark("the entry “{0}” has no outlet; write outlet = {{…}}, an id of source/outlets.bib"),
    )
    ENTRY_TYPE = "entry-type", mark("“@{0}” is no type of entry here; write one of {1}")
    RUN_TOGETHER = (
        "run-together",
        mark("“{0}” is not divided as names are; write “{1}”, or put it in braces if it is one"),
    )
    OFFICE = "office", mark("“{0}” names an office beside the person; write “{1}”")
    CIRCLE = "circle", mark("“{0}” lies within itself ({1}); correct a “within” among them")
    NOT_CITED = (
        "not-cited",
        mark("no item cites the entry “{0}”; cite it, or keep it for later"),
    )
    TEX = "tex", mark("{0} holds TeX (“{1}”); write plain text")
    CODE = (
        "code",
        mark("the code of “{0}” is no code of {1}; write, for example, {2}"),
    )
    NO_NAME = "no-name", mark("“{0}” has no name; write {1}")

    def __init__(self, subtype: str, text: str) -> None:
        self.subtype = subtype
        self.text = text

    @property
    def is_note(self) -> bool:
        """Whether this is said by the way: it may be just as it should be."""
        return self in _NOTES


_NOTES = frozenset(
    {Kind.ALIKE, Kind.BARE_ITEM, Kind.ITEM_ALIKE, Kind.NO_ITEMS, Kind.NO_SECTION, Kind.NO_SOURCE}
    | {Kind.NOT_CITED, Kind.OTHER_DATE, Kind.PAGE_COUNT, Kind.PAGE_ORDER, Kind.TERM_ALIKE}
    | {Kind.LIST_JUMPS, Kind.PRIVATE_USE, Kind.TWICE}
)
