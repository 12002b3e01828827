#!/usr/bin/env python3
"""The texts of the interface: which stand in the code, and the tables of app/words.

words.py --write makes app/words/en.json anew from the code, for whoever translates, and puts the
other tables in order without the texts that are said no longer; what is new is missing in them until
somebody has translated it (check_words.py says so).
"""
import json
import re
import sys

from source import list_files, repository_root

# Whose texts are for people.
FOLDERS = (
    "app/words",
    "app/model",
    "app/guides",
    "app/session",
    "app/wellbeing",
    "app/ui",
    "app/screens",
    "app",
)
# Whose refusals are for people (Error of kInvalid); what else stands there is SQL and addresses.
REFUSALS = ("app/store", "app/syncing")
ENGLISH = "app/words/en.json"
TRANSLATED = ("app/words/de.json",)

_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'|'\\[^']+'""",
    re.DOTALL,
)
_INCLUDE = re.compile(r"^[ \t]*#[ \t]*include\b.*$", re.MULTILINE)
_MARK = re.compile(r"(?:\bsay|\bPhrase|\bwords::key)\s*\(\s*$")
_COUNT = re.compile(r"\bwords::count\s*\(")
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}
_BLANK = re.compile(r"\{([a-z_]+)\}")


class Literal:
    """One text, of one literal or several that stand one behind the other."""

    def __init__(self, begin, end, text):
        self.begin, self.end, self.text = begin, end, text


def unescape(body):
    def one(match):
        what = match.group(1)
        return chr(int(what[1:], 16)) if what[0] in "uU" and len(what) > 1 else _SIMPLE.get(what, what)

    return _ESCAPE.sub(one, body)


def read_code(text):
    """(text with comments and insides of literals blanked, as long as before; its string literals)."""
    text = re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "_", text)
    text = _INCLUDE.sub(lambda match: " " * len(match.group(0)), text)
    literals, plain = [], list(text)
    for match in _TOKEN.finditer(text):
        begin, end, token = match.start(), match.end(), match.group(0)
        if token[0] != '"':
            for at in range(begin, end):
                plain[at] = "\n" if plain[at] == "\n" else " "
            continue
        body = unescape(token[1:-1])
        last = literals[-1] if literals else None
        if last and not "".join(plain[last.end:begin]).strip():
            last.end, last.text = end, last.text + body
        else:
            literals.append(Literal(begin, end, body))
        for at in range(begin + 1, end - 1):
            plain[at] = " "
    return "".join(plain), literals


def arguments(plain, begin):
    """(begin, end) of each argument of the call whose first one begins at `begin`."""
    depth, start, found = 0, begin, []
    for at in range(begin, len(plain)):
        if plain[at] in "([{":
            depth += 1
        elif plain[at] in ")]}":
            if depth == 0:
                return [*found, (start, at)]
            depth -= 1
        elif plain[at] == "," and depth == 0:
            found.append((start, at))
            start = at + 1
    return found


def marked(text):
    """(texts of the tables, as (offset, text); the other literals; calls without a literal)."""
    plain, literals = read_code(text)
    keys, broken, taken = [], [], set()
    for at, literal in enumerate(literals):
        if _MARK.search(plain, max(0, literal.begin - 60), literal.begin):
            keys.append((literal.begin, literal.text))
            taken.add(at)
    for match in _COUNT.finditer(plain):
        for begin, end in arguments(plain, match.end())[1:3]:
            inside = [at for at, one in enumerate(literals) if begin <= one.begin and one.end <= end]
            if len(inside) != 1 or inside[0] in taken:
                broken.append(match.start())
                continue
            keys.append((literals[inside[0]].begin, literals[inside[0]].text))
            taken.add(inside[0])
    return keys, [one for at, one in enumerate(literals) if at not in taken], broken, plain


def blanks(text):
    return sorted(set(_BLANK.findall(text)))


def code_files(root):
    return [
        path
        for path in list_files(root)
        if path.endswith((".cc", ".h")) and path.rpartition("/")[0] in FOLDERS + REFUSALS
    ]


def texts_of(root):
    """Every text that the code names, in order."""
    texts = set()
    for path in code_files(root):
        texts.update(text for _, text in marked((root / path).read_text(encoding="utf-8"))[0])
    return sorted(texts)


def table_text(table):
    return json.dumps(table, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    here = repository_root()
    said = texts_of(here)
    (here / ENGLISH).write_text(table_text({text: text for text in said}), encoding="utf-8")
    for name in TRANSLATED:
        table = json.loads((here / name).read_text(encoding="utf-8"))
        kept = {text: table[text] for text in said if text in table}
        (here / name).write_text(table_text(kept), encoding="utf-8")
