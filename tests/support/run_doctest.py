"""Runs the native test program and appends one line for each test case to the results file.

usage: run_doctest.py <suite> <program> <results.tsv> [doctest option...]

doctest prints a line with the time of every case (--duration) and a block for every failed one; its
own totals at the end must agree with what was read, so that a crash in the middle cannot pass.
The program is single-threaded: as many processes as there are processors run at a time, each with the
cases of one file, so that none has nothing to do while another is far from its end.
"""
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

DURATION = re.compile(r"^([0-9.]+) s: (.*)$")
TOTALS = re.compile(
    r"^\[doctest\] test cases:\s*(\d+) \|\s*(\d+) passed \|\s*(\d+) failed \|\s*(\d+) skipped"
)
CASE = re.compile(r"^TEST CASE:\s+(.*)$")
SOURCE = re.compile(r'<TestCase [^>]*filename="([^"]+)"')
FAILURE = re.compile(r"^.*(?:: ERROR: |: FATAL ERROR: |Should have failed|Test case exceeded)")


def parse(output):
    """(rows, problem): rows of (status, milliseconds, name); problem is a text or None."""
    rows, failed_names, current, totals = [], set(), None, None
    for line in output.splitlines():
        if match := CASE.match(line):
            current = match.group(1).strip()
        elif FAILURE.match(line):
            failed_names.add(current)
        elif match := DURATION.match(line):
            name = match.group(2).strip()
            rows.append(("fail" if name in failed_names else "pass", float(match.group(1)) * 1000, name))
        elif match := TOTALS.match(line):
            totals = [int(number) for number in match.groups()]
    if totals is None:
        return rows, f"the program ended before its totals, in: {current or 'no test case'}"
    passed = sum(1 for row in rows if row[0] == "pass")
    if (len(rows), passed) != (totals[0], totals[1]):
        return rows, f"{len(rows)} cases with {passed} passed were read, doctest says {totals[0]} with {totals[1]}"
    return rows, None


def source_files(program, options):
    """The files with test cases that `options` leave in, sorted."""
    listed = subprocess.run(
        [program, "--reporters=xml", "--list-test-cases", *options],
        stdout=subprocess.PIPE,
        check=True,
    )
    return sorted(set(SOURCE.findall(listed.stdout.decode("utf-8", "replace"))))


def run(program, file, options):
    """(output, rows, problem) of the program with the cases of one file, or with all if it is None.

    What the code under test and the sanitizers write is not buffered, doctest's report is: in one pipe
    the one would stand in the middle of a line of the other.
    """
    command = [program, "--duration=true", "--no-colors=true", *options]
    if file:
        command.append(f"--source-file={file}")
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    output = done.stdout.decode("utf-8", "replace")
    rows, problem = parse(output)
    output += done.stderr.decode("utf-8", "replace")
    if problem is None and done.returncode != 0 and all(row[0] == "pass" for row in rows):
        problem = f"the program ended with status {done.returncode}"
    return output, rows, problem


def main(suite, program, results, options):
    files = source_files(program, options)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        finished = list(pool.map(lambda file: run(program, file, options), files or [None]))
    output, rows, problems = "", [], []
    for text, found, problem in finished:
        output += text
        rows += found
        if problem:
            problems.append(problem)
    rows += [("fail", 0, problem) for problem in problems]
    problem = "\n".join(problems)
    # The time lines are for this script; people want to see what failed.
    print("\n".join(line for line in output.splitlines() if not DURATION.match(line)))
    if problem:
        print(problem)
    with open(results, "a", encoding="utf-8") as file:
        for status, milliseconds, name in rows:
            name = name.replace("\t", " ")
            file.write(f"{suite}\t{status}\t{round(milliseconds)}\t{name}\n")
    return 1 if any(row[0] == "fail" for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]))
