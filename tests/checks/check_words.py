#!/usr/bin/env python3
"""Every text for people stands in the tables of app/words, and nothing else does.

A literal that looks like words is an argument of words::say(), count(), key() or Phrase(), or
tests/checks/words_allowed.txt says why not. What refuses a person's input (an Error of kInvalid) is
one of key() or say() in every folder of the app.
"""
import fnmatch
import json
import re
import sys

import words
from source import report, repository_root

ALLOWED = "tests/checks/words_allowed.txt"
# These begin with a capital letter, or have a blank between letters.
_LOOKS_LIKE_WORDS = re.compile(r"^[A-Z]|[A-Za-z][,.;:]? +[A-Za-z]")


_REFUSES = re.compile(r"\bError ?\{ErrorCode::kInvalid,$")


class Rule:
    """A line of words_allowed.txt: where | what | why."""

    def __init__(self, number, line):
        parts = [part.replace("\\|", "|") for part in line.split(" | ")]
        self.number = number
        self.used = False
        self.good = len(parts) == 3 and all(parts)
        if not self.good:
            return
        self.where, what, _ = parts
        kind, _, rest = what.partition(" ")
        self.kind = kind
        self.good = kind in ("all", "like", "after", "key")
        if kind == "like":
            self.text = re.compile(rest)
        elif kind in ("after", "key"):
            self.before = re.compile(f"(?:{rest})$")

    def allows(self, path, literal, before):
        if not fnmatch.fnmatchcase(path, self.where):
            return False
        if self.kind == "like" and not self.text.fullmatch(literal.text):
            return False
        if self.kind == "key" and not literal.text[:1].islower():
            return False
        if self.kind in ("after", "key") and not self.before.search(before):
            return False
        self.used = True
        return True


def read_rules(text):
    rules = []
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            rules.append(Rule(number, line))
    return rules


def check_file(path, text, rules):
    """(problems, texts of the tables) of one C++ file."""
    keys, others, broken, plain = words.marked(text)

    def line_of(offset):
        return text.count("\n", 0, offset) + 1

    problems = [f"{path}:{line_of(at)}: words::count() takes its texts as literals" for at in broken]
    refusals_only = path.rpartition("/")[0] in words.REFUSALS
    for literal in others:
        before = re.sub(r"\s+", " ", plain[max(0, literal.begin - 400):literal.begin]).rstrip()
        refuses = _REFUSES.search(before)
        if not refuses and (refusals_only or not _LOOKS_LIKE_WORDS.search(literal.text)):
            continue
        # Every rule is asked, so that one that is not needed is seen.
        if not any([rule.allows(path, literal, before) for rule in rules]):
            problems.append(
                f"{path}:{line_of(literal.begin)}: {literal.text!r} is for people: "
                f"words::say() (or {ALLOWED}, with the reason)"
            )
    return problems, [key for _, key in keys]


def check_table(name, table, texts):
    """Problems of a translated table."""
    problems = [f"{name}: {text!r} is missing" for text in texts if text not in table]
    known = set(texts)
    for text, translated in table.items():
        if text not in known:
            problems.append(f"{name}: {text!r} is not said anywhere")
        elif not translated.strip():
            problems.append(f"{name}: {text!r} has no text")
        elif words.blanks(text) != words.blanks(translated):
            problems.append(f"{name}: {translated!r} has other blanks than {text!r}")
    return problems


def check(root):
    rules = read_rules((root / ALLOWED).read_text(encoding="utf-8"))
    problems = [f"{ALLOWED}:{rule.number}: where | what | why" for rule in rules if not rule.good]
    rules = [rule for rule in rules if rule.good]
    texts = set()
    for path in words.code_files(root):
        found, keys = check_file(path, (root / path).read_text(encoding="utf-8"), rules)
        problems += found
        texts.update(keys)
    problems += [f"{ALLOWED}:{rule.number}: allows nothing that is there" for rule in rules if not rule.used]
    texts = sorted(texts)
    english = (root / words.ENGLISH).read_text(encoding="utf-8")
    if english != words.table_text({text: text for text in texts}):
        problems.append(f"{words.ENGLISH}: is not what the code says; tests/checks/words.py --write makes it anew")
    for name in words.TRANSLATED:
        written = (root / name).read_text(encoding="utf-8")
        table = json.loads(written)
        problems += check_table(name, table, texts)
        if written != words.table_text(table):
            problems.append(f"{name}: is not sorted, one text a line")
    return problems


if __name__ == "__main__":
    sys.exit(report(check(repository_root()), "words"))
