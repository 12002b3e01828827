"""What the checks share: the list of files, and source text without its comments and strings."""
import re
import subprocess
from pathlib import Path

CODE_SUFFIXES = {".cc", ".h", ".js", ".mjs"}


def repository_root():
    return Path(__file__).resolve().parents[2]


def list_files(root):
    """Paths relative to root of every file that git has or would take; deleted ones are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout.decode()
    return sorted(path for path in set(listed.split("\0")) if path and (root / path).is_file())


_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\s]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`""",
    re.DOTALL,
)
_INCLUDE = re.compile(r'^[ \t]*#\s*include\b.*$', re.MULTILINE)


def strip_comments_and_strings(text, keep_includes=True):
    """text with comments gone and strings emptied; line numbers stay. Includes keep their names."""
    spans = [match.span() for match in _INCLUDE.finditer(text)] if keep_includes else []

    def blank(match):
        if any(begin <= match.start() < end for begin, end in spans) and match.group(0)[0] == '"':
            return match.group(0)
        quote = match.group(0)[0]
        lines = "\n" * match.group(0).count("\n")
        return lines if quote == "/" else quote + lines + quote

    # A digit separator (10'000) is not the start of a character.
    text = re.sub(r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])", "_", text)
    return _TOKEN.sub(blank, text)


def lines_with(pattern, text):
    """(line number, match) for each match of the compiled pattern."""
    for match in pattern.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match


def report(problems, what):
    """Prints the problems; the exit status."""
    for problem in problems:
        print(problem)
    print(f"{what}: {len(problems)} problem(s)" if problems else f"{what}: good")
    return 1 if problems else 0
