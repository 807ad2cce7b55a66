"""``qikan search``: what the search page of a site would answer, from the same files."""

from __future__ import annotations

import argparse
import json
from itertools import islice
from pathlib import Path

from qikan.catalogue import mark
from qikan.commands.saying import Refused, Translate, language_of

HELP = mark("search the archive as its site does")
LIMIT = 10


def configure(parser: argparse.ArgumentParser, translate: Translate) -> None:
    """Describe what can be asked."""
    words = translate(
        mark("what to search; behind --, -word leaves out; title:word asks for it in titles")
    )
    parser.add_argument("words", nargs="+", help=words, metavar="words")
    where = translate(mark("the folder of the site; _build/html if none is named"))
    parser.add_argument("--site", type=Path, metavar="folder", default=Path("_build/html"),
                        help=where)  # fmt: skip
    most = translate(mark("show so many at most; 10 if nothing is said"))
    parser.add_argument("--limit", type=int, metavar="N", default=LIMIT, help=most)
    as_json = translate(mark("write JSON, for other programs"))
    parser.add_argument("--json", action="store_true", help=as_json)


def run(options: argparse.Namespace) -> int:
    """Print what was found; return 0, or 1 where nothing was. Raise Refused."""
    # Imported here: numpy takes longer to load than all that the other commands need.
    from qikan.search.shards import Damaged
    from qikan.search.site import SearchedSite
    from qikan.search.snippets import snippet

    translate = language_of([Path()])
    try:
        site = SearchedSite(options.site)
        answer = site.answer(" ".join(options.words))
        strings = [word.string for word in answer.query.wanted]
        hits = zip(answer.texts.tolist(), answer.scores.tolist(), strict=True)
        results = []
        for text, score in islice(hits, max(0, options.limit)):
            row = site.describe(text)
            runs = snippet(site.blocks(row), strings, site.folding)
            results.append({
                "id": row.id,
                "title": row.title,
                "url": site.url(row),
                "score": score,
                "snippet": "".join(characters for characters, _ in runs),
            })  # fmt: skip
    except Damaged as damaged:
        wrong = mark("{0} has no search index, or not a whole one ({1}); build it again with make")
        raise Refused(translate(wrong).format(options.site, damaged)) from damaged
    if options.json:
        found = {"query": str(answer.query), "total": len(answer.texts), "results": results}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for result in results:
            print(f"{result['id']}\t{result['title']}\n\t{result['snippet']}")
        print(translate(mark("{0} found: {1}")).format(len(answer.texts), answer.query))
    return 0 if len(answer.texts) else 1
