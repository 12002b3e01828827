#!/usr/bin/env python3
"""Refuses an include that cmake/layers.txt does not allow, and what is banned outside its folder.

Third-party headers, clocks, random numbers, threads, sleeps and files each have one home; anywhere
else they would make logic that cannot be tested with the twins of platform/fake.
"""
import re
import sys

from source import (
    lines_with,
    list_files,
    report,
    repository_root,
    strip_comments_and_strings,
)

INCLUDE = re.compile(r'^[ \t]*#\s*include\s+(?:"([^"]+)"|<([^>]+)>)', re.MULTILINE)
JS_IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])(?P<path>[^'"]+)\1""")

# Pattern of an included header, the folders that may, what to do instead.
BANNED_HEADERS = [
    (r"sqlite3", {"app/store"}, "the database belongs to app/store"),
    (r"sodium", {"sync/crypto"}, "cryptography belongs to sync/crypto"),
    (r"imgui|imstb_", {"app/ui"}, "ImGui belongs to app/ui; screens use its widgets"),
    (r"curl/", {"platform/native"}, "the network is reached through platform/http.h"),
    (r"emscripten", {"platform/web"}, "the browser is reached through platform/web"),
    (r"boost/|openssl/", {"sync/server"}, "Boost and OpenSSL belong to sync/server"),
    (r"(fstream|filesystem)$", {"platform/native", "sync/server"}, "use platform/files.h"),
    (r"(thread|mutex|shared_mutex|condition_variable|future|semaphore|latch|barrier|pthread\.h)$",
     {"platform/native", "sync/server"}, "the program has one thread"),
    (r"random$", {"platform/native"}, "use platform/random.h"),
    (r"(iostream)$", set(), "use platform/base/log.h"),
]

# The folder of private observations, and who puts the program together.
PRIVATE = "app/wellbeing"
PRIVATE_USERS = {"app"}

NATIVE = {"platform/native", "sync/server"}
CLOCKS = NATIVE | {"platform/web"}
BANNED_WORDS = [
    (r"\bEM_(?:JS|ASM|ASYNC_JS|ASM_\w+)\b", {"platform/web"}, "the browser is reached through platform/web"),
    (r"\b(?:system|steady|high_resolution|utc)_clock\b", CLOCKS, "use platform/clock.h"),
    (r"\b(?:clock_gettime|gettimeofday|localtime|localtime_r|gmtime|gmtime_r)\s*\(|\bstd::time\s*\(", CLOCKS, "use platform/clock.h"),
    (r"\b(?:random_device|mt19937(?:_64)?|srand|getrandom|getentropy|arc4random\w*)\b|\b(?:std::)?rand\s*\(\s*\)",
     {"platform/native", "platform/web"}, "use platform/random.h"),
    (r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b", set(), "nothing here sleeps; ask to be called again"),
    (r"\bstd::(?:thread|jthread|async|mutex)\b|\bpthread_\w+", NATIVE, "the program has one thread"),
    (r"\b(?:add_observation|remove_observation|observations)\s*\(", {"app/wellbeing", "app/store"},
     "private observations belong to app/wellbeing"),
    (r"\b(?:fopen|freopen|tmpfile|std::getenv|getenv)\s*\(", NATIVE, "use platform/files.h"),
]
# A test runs without a real clock and without waiting; a bench measures with one.
TEST_BANNED_WORDS = [
    (r"\b(?:sleep_for|sleep_until|usleep|nanosleep)\b", "a test does not wait by the clock"),
    (r"\b\w+_clock::now\b|\bclock_gettime\s*\(", "a test has no real clock; use platform/fake"),
    (r"\brandom_device\b", "a test has a fixed seed"),
]
CORE_BANNED = re.compile(
    r"(?<![\w.$'\"-])(document|window|fetch|navigator|localStorage|sessionStorage|indexedDB|"
    r"setTimeout|setInterval|requestAnimationFrame|performance)\b(?!\s*:)"
)


def parse_layers(text):
    """{folder: set of folders that it may include}, itself not named."""
    layers = {}
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line:
            folder, _, allowed = line.partition(":")
            layers[folder.strip()] = set(allowed.split())
    return layers


def folder_of(path):
    return path.rpartition("/")[0]


def check_table(layers):
    """A row may name known rows only, and nobody may reach himself through others."""
    problems = []
    for folder, allowed in layers.items():
        for other in sorted(allowed - layers.keys()):
            problems.append(f"cmake/layers.txt: {folder} names {other}, which has no row")
        if PRIVATE in allowed and folder not in PRIVATE_USERS:
            problems.append(f"cmake/layers.txt: {folder} may not know {PRIVATE}: it is private")
        reached, todo = set(), list(allowed)
        while todo:
            other = todo.pop()
            if other not in reached:
                reached.add(other)
                todo.extend(layers.get(other, ()))
        if folder in reached:
            problems.append(f"cmake/layers.txt: {folder} reaches itself")
    return problems


def check_includes(path, text, layers, known_files, is_main):
    """Problems with the includes of one C++ file."""
    problems = []
    folder = folder_of(path)
    if folder not in layers:
        return [f"{path}:1: {folder}/ has no row in cmake/layers.txt"]
    for line, match in lines_with(INCLUDE, text):
        ours, foreign = match.group(1), match.group(2)
        name = ours or foreign
        if ours and folder_of(ours) in layers:
            target = folder_of(ours)
            if target != folder and target not in layers[folder] and not is_main:
                problems.append(f"{path}:{line}: {folder} may not include {target} (cmake/layers.txt)")
            continue
        for pattern, homes, instead in BANNED_HEADERS:
            if re.match(pattern, name) and folder not in homes:
                problems.append(f"{path}:{line}: <{name}> is banned here: {instead}")
        # A header that is not beside its includer either is made in the build tree.
        if ours and f"{folder}/{ours}" in known_files:
            problems.append(f'{path}:{line}: include "{ours}" by its path from the root')
    return problems


def check_words(path, text):
    folder = folder_of(path)
    problems = []
    for pattern, homes, instead in BANNED_WORDS:
        if folder in homes:
            continue
        for line, match in lines_with(re.compile(pattern), text):
            problems.append(f"{path}:{line}: {match.group(0).strip()} is banned here: {instead}")
    return problems


def check_cpp(path, text, layers, known_files):
    text = strip_comments_and_strings(text)
    # A program's main*.cc puts everything together; what it uses is linked to it by name in CMake.
    name = path.rpartition("/")[2]
    is_main = name.startswith("main") and name.endswith(".cc")
    return check_includes(path, text, layers, known_files, is_main) + check_words(path, text)


def check_test(path, text):
    text = strip_comments_and_strings(text)
    problems = []
    for pattern, instead in TEST_BANNED_WORDS:
        for line, match in lines_with(re.compile(pattern), text):
            problems.append(f"{path}:{line}: {match.group(0).strip()}: {instead}")
    return problems


def check_core_js(path, text):
    """web/core is pure: no page, no network, no clock, and nothing from outside web/core."""
    problems = []
    bare = strip_comments_and_strings(text, keep_includes=False)
    for line, match in lines_with(CORE_BANNED, bare):
        problems.append(f"{path}:{line}: {match.group(1)} is banned in web/core: pass in what is needed")
    for line, match in lines_with(JS_IMPORT, text):
        # protocol.js is the list of messages: constants and types, as pure as the core.
        if not re.fullmatch(r"\./[\w./-]+|\.\./protocol\.js", match.group("path")):
            problems.append(f"{path}:{line}: web/core imports {match.group('path')}, which is outside it")
    return problems


def check(root, files=None):
    layers = parse_layers((root / "cmake/layers.txt").read_text(encoding="utf-8"))
    problems = check_table(layers)
    files = files if files is not None else list_files(root)
    for path in files:
        top = path.split("/")[0]
        is_cpp = path.endswith((".cc", ".h"))
        text = (root / path).read_text(encoding="utf-8") if is_cpp or path.endswith(".js") else ""
        if top in ("app", "platform", "sync") and is_cpp:
            problems += check_cpp(path, text, layers, set(files))
        elif top == "tests" and is_cpp and not path.startswith("tests/bench/"):
            problems += check_test(path, text)
        elif path.startswith("web/core/") and path.endswith(".js"):
            problems += check_core_js(path, text)
    return problems


if __name__ == "__main__":
    sys.exit(report(check(repository_root()), "layers"))
