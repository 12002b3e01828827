#!/usr/bin/env python3
"""Keeps the tree as a newcomer should find it: small files and functions, clean text, no dead link, no
test outside the build, nothing unpinned, nothing of the machine that it was written on.

A limit that something must exceed for a good reason gets a line in EXCEPTIONS, with that reason.
"""
import ast
import json
import re
import subprocess
import sys
from pathlib import PurePosixPath

from source import (
    CODE_SUFFIXES,
    lines_with,
    list_files,
    report,
    repository_root,
    strip_comments_and_strings,
)

FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 70
BLOB_BYTES_MAX = 200 * 1024

# (path, rule): reason. Rules: file-lines, function-lines, blob.
EXCEPTIONS = {
    ("package-lock.json", "file-lines"): "written by npm",
}

TEXT_SUFFIXES = CODE_SUFFIXES | {
    ".py", ".sh", ".md", ".txt", ".json", ".cmake", ".html", ".css", ".svg", ".webmanifest", ".conf", "",
}
CODE_LIKE = CODE_SUFFIXES | {".py", ".sh", ".cmake", ".css", ".html"}

# Written in pieces so that this file does not find itself.
REGISTRY_HOSTS = re.compile(
    "registry" + r"\.npmjs\.|deb\." + r"debian\.org|snapshot\." + r"debian\.org|pypi\." + r"org|files\."
    + r"pythonhosted\.org|archive\." + r"ubuntu\.com|proxy\." + r"golang\.org"
)
MACHINE_PATHS = re.compile(r"(?<![\w.$}/)~-])/" + r"(?:work|root|farm|home|tmp)/[\w.]")
UNFINISHED = re.compile("FIX" + "ME|" + "TO" + "DO" + r"(?!\(?[^\n]*\(?#\d+)")
# Debian 12 has node 18.
NODE_TOO_NEW = re.compile(r"\bimport\.meta\.(?:dirname|filename)\b|\bPromise\.(?:withResolvers|try)\b")
DISABLED_TESTS = re.compile(
    r"doctest::" + r"skip|\b(?:test|it|describe)\.(?:skip|only|todo)\b|\b[xf](?:it|describe)\("
    r"|\{\s*(?:skip|only|todo)\s*:|@unittest\.skip"
)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")


def exempt(path, rule):
    return (path, rule) in EXCEPTIONS


# ---- text ----------------------------------------------------------------------------------------


def check_text(path, raw):
    """Encoding, line ends, blanks at line ends, the last newline."""
    problems = []
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"{path}: not UTF-8: {error.reason} at byte {error.start}"]
    if "\r" in text:
        problems.append(f"{path}: has carriage returns; lines end with LF")
    if text and not text.endswith("\n"):
        problems.append(f"{path}: does not end with a newline")
    # A golden file is a header, an empty line and bytes, of which there may be none.
    if text.endswith("\n\n") and not path.startswith("tests/golden/"):
        problems.append(f"{path}: ends with an empty line")
    for number, line in enumerate(text.split("\n"), 1):
        if line != line.rstrip():
            problems.append(f"{path}:{number}: blanks at the end of the line")
    return problems


def check_words(path, text):
    problems = []
    for pattern, why in (
        (REGISTRY_HOSTS, "names a registry's host; use the one that the machine has configured"),
        (MACHINE_PATHS, "is a path of one machine"),
        (NODE_TOO_NEW, "is not in node 18, which Debian 12 has"),
        (UNFINISHED, "unfinished work needs an issue's number: (#12); the other word never lands"),
    ):
        for line, match in lines_with(pattern, text):
            problems.append(f"{path}:{line}: \"{match.group(0)}\" {why}")
    return problems


def check_disabled_tests(path, text):
    return [
        f"{path}:{line}: \"{match.group(0)}\": a disabled test is not a test"
        for line, match in lines_with(DISABLED_TESTS, text)
    ]


# ---- lengths -------------------------------------------------------------------------------------

_BLOCK_WORDS = re.compile(r"^\s*(?:\}\s*)?(?:else|if|for|while|switch|catch|do|try|namespace|extern|return|case|default|@)\b")
_TYPE_WORDS = re.compile(r"^\s*(?:template\s*<.*>\s*)?(?:export\s+)?(?:default\s+)?(?:class|struct|union|enum)\b[^()]*$")


def function_lengths(path, text):
    """(first line, lines, header) of each function body in a C++, JavaScript or shell file.

    Relies on the layout that clang-format and our own style give: a body opens at the end of a line
    that has a parameter list before it, and closes on a line with the indentation of its header.
    """
    bare = strip_comments_and_strings(text) if not path.endswith(".sh") and "/" in path else text
    lines = bare.split("\n")
    open_header = re.compile(r"\)[^;{}]*\{\s*$")
    found = []
    for index, line in enumerate(lines):
        if not open_header.search(line) or _BLOCK_WORDS.match(line) or _TYPE_WORDS.match(line):
            continue
        start = index
        depth = line.count(")") - line.count("(")
        while depth > 0 and start > 0:
            start -= 1
            depth += lines[start].count(")") - lines[start].count("(")
        if _BLOCK_WORDS.match(lines[start]) or lines[start].lstrip().startswith("TEST_CASE"):
            continue
        indent = len(lines[start]) - len(lines[start].lstrip())
        for end in range(index + 1, len(lines)):
            stripped = lines[end].lstrip()
            if stripped.startswith("}") and len(lines[end]) - len(stripped) <= indent:
                found.append((start + 1, end - start + 1, lines[start].strip()))
                break
    return found


def python_function_lengths(text):
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield node.lineno, node.end_lineno - node.lineno + 1, node.name


def check_lengths(path, text):
    problems = []
    suffix = PurePosixPath(path).suffix
    count = text.count("\n")
    if count > FILE_LINES_MAX and not exempt(path, "file-lines"):
        problems.append(f"{path}: {count} lines, {FILE_LINES_MAX} at most: give part of it a file of its own")
    if exempt(path, "function-lines"):
        return problems
    is_node_test = path.endswith((".test.mjs", ".test.js"))
    if suffix == ".py":
        lengths = python_function_lengths(text)
    elif suffix in CODE_SUFFIXES | {".sh"} or path == "quietroom":
        # What a node test file nests in test() and describe() is a list of tests, not a function.
        lengths = [] if is_node_test else function_lengths(path, text)
    else:
        lengths = []
    for line, size, header in lengths:
        if size > FUNCTION_LINES_MAX:
            problems.append(f"{path}:{line}: {size} lines, {FUNCTION_LINES_MAX} at most: {header[:60]}")
    return problems


# ---- links, tests, pins --------------------------------------------------------------------------


def heading_anchors(text):
    """The anchors that the usual renderers give to the headings of a Markdown file."""
    anchors = set()
    for match in re.finditer(r"^#{1,6}\s+(.*?)\s*$", text, re.MULTILINE):
        words = re.sub(r"[^\w\s-]", "", re.sub(r"[`*]", "", match.group(1))).strip().lower()
        anchors.add(re.sub(r"\s", "-", words))
    return anchors


def check_links(root, path, text):
    problems = []
    text = re.sub(r"```.*?```", lambda block: "\n" * block.group(0).count("\n"), text, flags=re.DOTALL)
    for line, match in lines_with(LINK, text):
        target, _, anchor = match.group(1).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        file = (root / path).parent / target if target else root / path
        if not file.exists():
            problems.append(f"{path}:{line}: link to {target}, which is not there")
        elif anchor and file.suffix == ".md" and anchor not in heading_anchors(file.read_text(encoding="utf-8")):
            problems.append(f"{path}:{line}: link to #{anchor}, which {target or 'this file'} does not have")
    return problems


def check_tests_are_built(files, cmake_text, suites_text):
    """Every file that looks like a test is one that some suite runs."""
    problems = []
    default = re.search(r'QUIETROOM_TEST_FOLDERS\s+"([^"]*)"', cmake_text)
    folders = set(default.group(1).split(";")) if default else set()
    node_folders = set(re.findall(r"\btests/[a-z_0-9]+", suites_text))
    for path in files:
        parts = path.split("/")
        folder = "/".join(parts[:2])
        if path.endswith("_test.cc") and (parts[0] != "tests" or len(parts) < 3 or parts[1] not in folders):
            problems.append(f"{path}: no test program has this file (tests/CMakeLists.txt)")
        elif re.search(r"[._]test\.m?js$", path) and (not re.search(r"\.test\.m?js$", path) or folder not in node_folders):
            problems.append(f"{path}: no suite runs this file (tests/support/suites.sh)")
        elif path.endswith("_test.py") and folder != "tests/checks":
            problems.append(f"{path}: no suite runs this file (tests/support/suites.sh)")
    return problems


def check_pins(package, lock, versions_text, third_party_text):
    """Third-party code comes by an exact version and a checksum."""
    problems = []
    for group in ("dependencies", "devDependencies", "optionalDependencies"):
        for name, version in package.get(group, {}).items():
            if not re.fullmatch(r"\d+\.\d+\.\d+(?:-[\w.]+)?", version):
                problems.append(f"package.json: {name} {version} is not one exact version")
    for name, entry in lock.get("packages", {}).items():
        if name and not entry.get("link") and not entry.get("integrity"):
            problems.append(f"package-lock.json: {name} has no checksum")
    pinned = set()
    for number, line in enumerate(versions_text.splitlines(), 1):
        fields = line.split("#")[0].split()
        if not fields:
            continue
        pinned.add(fields[0])
        if len(fields) != 5 or not re.fullmatch(r"[0-9a-f]{64}", fields[4]):
            problems.append(f"cmake/versions.txt:{number}: name, package, version, file, sha256 are needed")
    for name in re.findall(r"\$\{deps\}/([\w-]+)", third_party_text):
        if name not in pinned:
            problems.append(f"cmake/third_party.cmake: {name} is not pinned in cmake/versions.txt")
    return problems


def check_modes(root, files):
    """What people and machines start has its run bit."""
    listed = subprocess.run(["git", "ls-files", "-s", "-z"], cwd=root, check=True, stdout=subprocess.PIPE)
    modes = dict(
        (row.split("\t")[1], row.split()[0]) for row in listed.stdout.decode().split("\0") if row
    )
    return [
        f"{path}: has no run bit"
        for path in ("quietroom", ".ci/run", "cmake/fetch_sources.sh")
        if path in files and modes.get(path, "100755") != "100755"
    ]


def check_file(root, path):
    """Problems of one file by itself."""
    raw = (root / path).read_bytes()
    suffix = PurePosixPath(path).suffix
    problems = []
    if len(raw) > BLOB_BYTES_MAX and not exempt(path, "blob"):
        problems.append(f"{path}: {len(raw)} bytes, {BLOB_BYTES_MAX} at most in the repository")
    if suffix not in TEXT_SUFFIXES or b"\0" in raw:
        return problems
    problems += check_text(path, raw)
    text = raw.decode("utf-8", "replace")
    problems += check_words(path, text)
    if suffix in CODE_LIKE or path == "quietroom":
        problems += check_lengths(path, text)
    if suffix == ".md":
        problems += check_links(root, path, text)
    if path.startswith("tests/") and not path.startswith("tests/checks/"):
        problems += check_disabled_tests(path, text)
    return problems


def check(root):
    files = list_files(root)
    problems = []
    for path in files:
        problems += check_file(root, path)
    read = lambda path: (root / path).read_text(encoding="utf-8")
    problems += check_tests_are_built(files, read("tests/CMakeLists.txt"), read("tests/support/suites.sh"))
    problems += check_pins(
        json.loads(read("package.json")),
        json.loads(read("package-lock.json")),
        read("cmake/versions.txt"),
        read("cmake/third_party.cmake"),
    )
    return problems + check_modes(root, files)


if __name__ == "__main__":
    sys.exit(report(check(repository_root()), "tree"))
