"""run_doctest.py counts every case, whatever else the program writes, and no crash passes."""
import sys
import tempfile
import unittest
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import run_doctest  # noqa: E402

# Stands for a test program: writes half a line, a word of the code under test, and the rest.
PROGRAM = """#!/usr/bin/env python3
import os, sys
if "--list-test-cases" in sys.argv:
    print('<TestCase name="first" filename="a_test.cc" line="1"/>')
    sys.exit(0)
os.write(1, b"0.001 s: fir")
os.write(2, b"the storage failed\\n")
os.write(1, b"st\\n")
%s
"""
TOTALS = "[doctest] test cases: %d | %d passed | %d failed | 0 skipped"


class RunDoctest(unittest.TestCase):
    def run_program(self, rest):
        """(status, lines of the results file)"""
        with tempfile.TemporaryDirectory() as folder:
            program, results = Path(folder, "tests"), Path(folder, "results.tsv")
            program.write_text(PROGRAM % rest, encoding="utf-8")
            program.chmod(0o755)
            with redirect_stdout(StringIO()):
                status = run_doctest.main("native", str(program), str(results), [])
            return status, results.read_text(encoding="utf-8").splitlines()

    def test_words_on_the_error_output_break_no_line(self):
        said = TOTALS % (1, 1, 0)
        self.assertEqual(self.run_program(f"print({said!r})"), (0, ["native\tpass\t1\tfirst"]))

    def test_a_case_that_was_not_read_is_a_failure(self):
        said = TOTALS % (2, 2, 0)
        status, lines = self.run_program(f"print({said!r})")
        self.assertEqual((status, len(lines)), (1, 2))

    def test_an_end_without_totals_is_a_failure(self):
        status, lines = self.run_program("os.abort()")
        self.assertEqual((status, lines[1].split("\t")[1]), (1, "fail"))

    def test_a_bad_end_after_good_totals_is_a_failure(self):
        said = TOTALS % (1, 1, 0)
        status, _ = self.run_program(f"print({said!r}); sys.exit(3)")
        self.assertEqual(status, 1)


if __name__ == "__main__":
    unittest.main()
