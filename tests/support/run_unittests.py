"""Runs the Python unit tests below a folder and appends one line for each to the results file.

usage: run_unittests.py <suite> <folder> <results.tsv>

A skipped test counts as failed: a disabled test is not a test.
"""
import sys
import time
import unittest


class RecordingResult(unittest.TextTestResult):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.rows = []
        self._begin = 0.0
        self._status = "pass"

    def startTest(self, test):
        self._begin = time.monotonic()
        self._status = "pass"
        super().startTest(test)

    def stopTest(self, test):
        milliseconds = round((time.monotonic() - self._begin) * 1000)
        self.rows.append((self._status, milliseconds, test.id()))
        super().stopTest(test)

    def addError(self, test, err):
        self._status = "fail"
        if not isinstance(test, unittest.TestCase):  # A module or class that failed as a whole.
            self.rows.append(("fail", 0, str(test)))
        super().addError(test, err)

    def addFailure(self, test, err):
        self._status = "fail"
        super().addFailure(test, err)

    def addSubTest(self, test, subtest, err):
        if err is not None:
            self._status = "fail"
        super().addSubTest(test, subtest, err)

    def addSkip(self, test, reason):
        self._status = "fail"
        super().addSkip(test, reason)


def main(suite, folder, results):
    tests = unittest.defaultTestLoader.discover(folder, pattern="*_test.py", top_level_dir=folder)
    runner = unittest.TextTestRunner(resultclass=RecordingResult, verbosity=2, stream=sys.stdout)
    result = runner.run(tests)
    with open(results, "a", encoding="utf-8") as file:
        for status, milliseconds, name in result.rows:
            file.write(f"{suite}\t{status}\t{milliseconds}\t{name}\n")
    return 1 if not result.rows or any(row[0] == "fail" for row in result.rows) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
