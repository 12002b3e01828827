#!/usr/bin/env python3
"""Compiles every header by itself, so that none leans on what its includers included before.

Answers are remembered under build/ by the content of the header and of all that it includes of ours,
the pinned versions of what is not ours, and the compiler, so that a second run only compiles what
changed.
"""
import hashlib
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from source import list_files, report, repository_root

COMPILER = "clang++-14"
FLAGS = [
    "-std=gnu++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wshadow", "-Wconversion", "-Wsign-conversion",
    "-Werror", "-I.", "-DIMGUI_USE_WCHAR32", "-DIMGUI_DISABLE_FILE_FUNCTIONS", "-DJSON_NOEXCEPTION",
    "-isystem", "build/deps/imgui", "-isystem", "build/deps/sodium/src/libsodium/include",
    "-isystem", "node_modules/better-sqlite3-multiple-ciphers/deps/sqlite3",
]
# Where the versions of what others wrote are pinned.
VERSIONS = ["cmake/versions.txt", "package-lock.json"]
OUR_INCLUDE = re.compile(r'^[ \t]*#\s*include\s+"([^"]+)"', re.MULTILINE)


def flags_for(path):
    """sync/server and the tests have exceptions; everything else has not."""
    if path.startswith("sync/server/"):
        return FLAGS
    if path.startswith("tests/"):
        return [*FLAGS, "-fno-rtti", '-DQUIETROOM_SOURCE_DIR="."']
    return [*FLAGS, "-fno-exceptions", "-fno-rtti"]


def compiler_version():
    """What the compiler says of itself; Debian's own headers come with its releases."""
    return subprocess.run([COMPILER, "--version"], stdout=subprocess.PIPE, check=True).stdout.decode()


def fingerprint(root, path, texts, compiler):
    """A hash over compiler, flags, versions, the header, and every header of ours that it reaches."""
    seen, todo = set(), [path, *VERSIONS]
    digest = hashlib.sha256(" ".join([compiler, *flags_for(path)]).encode())
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name not in texts:
            file = root / name
            texts[name] = file.read_text(encoding="utf-8") if file.is_file() else ""
        todo.extend(OUR_INCLUDE.findall(texts[name]))
    for name in sorted(seen):
        digest.update(f"\0{name}\0{texts[name]}".encode())
    return digest.hexdigest()


def compile_alone(root, path):
    """None, or what the compiler said."""
    source = f'#include "{path}"\n#include "{path}"\n'
    done = subprocess.run(
        [COMPILER, *flags_for(path), "-x", "c++", "-"],
        cwd=root,
        input=source.encode(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return None if done.returncode == 0 else done.stdout.decode("utf-8", "replace").strip()


def check(root, headers=None):
    if headers is None:
        headers = [path for path in list_files(root) if path.endswith(".h")]
    memory = root / "build" / "checks" / "headers.json"
    known = set(json.loads(memory.read_text(encoding="utf-8"))) if memory.exists() else set()
    texts, compiler = {}, compiler_version()
    prints = {path: fingerprint(root, path, texts, compiler) for path in headers}
    todo = [path for path in headers if prints[path] not in known]
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        outcomes = dict(zip(todo, pool.map(lambda path: compile_alone(root, path), todo)))
    good = [prints[path] for path in headers if outcomes.get(path) is None]
    memory.parent.mkdir(parents=True, exist_ok=True)
    memory.write_text(json.dumps(sorted(good)), encoding="utf-8")
    return [f"{path}: does not compile alone:\n{said}" for path, said in outcomes.items() if said is not None]


if __name__ == "__main__":
    sys.exit(report(check(repository_root()), "headers"))
