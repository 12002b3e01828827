"""check_headers.py finds a header that leans on others, and remembers only what was good."""
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import check_headers


class Headers(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        (self.root / "app").mkdir()

    def tearDown(self):
        self.folder.cleanup()

    def write(self, name, text):
        (self.root / name).write_text(text, encoding="utf-8")

    def check(self, *headers):
        return check_headers.check(self.root, list(headers))

    def test_a_header_that_stands_alone(self):
        self.write("app/a.h", "#pragma once\ninline int f() { return 1; }\n")
        self.assertEqual(self.check("app/a.h"), [])

    def test_a_missing_include_is_found_each_time(self):
        self.write("app/a.h", "#pragma once\ninline std::size_t f() { return 1; }\n")
        self.assertEqual(len(self.check("app/a.h")), 1)
        self.assertEqual(len(self.check("app/a.h")), 1)

    def test_a_header_without_a_guard_is_found(self):
        self.write("app/a.h", "inline int f() { return 1; }\n")
        self.assertEqual(len(self.check("app/a.h")), 1)

    def test_exceptions_are_for_the_server_only(self):
        (self.root / "sync/server").mkdir(parents=True)
        text = "#pragma once\ninline int f() { throw 1; }\n"
        self.write("app/a.h", text)
        self.write("sync/server/a.h", text)
        self.assertEqual(len(self.check("app/a.h", "sync/server/a.h")), 1)

    def test_a_change_in_what_it_includes_is_noticed(self):
        self.write("app/a.h", '#pragma once\n#include "app/b.h"\ninline B f() { return {}; }\n')
        self.write("app/b.h", "#pragma once\nstruct B {};\n")
        self.assertEqual(self.check("app/a.h", "app/b.h"), [])
        self.write("app/b.h", "#pragma once\nstruct C {};\n")
        self.assertEqual(len(self.check("app/a.h", "app/b.h")), 1)

    def test_what_was_good_is_not_compiled_again(self):
        self.write("app/a.h", "#pragma once\n")
        self.check("app/a.h")
        self.assertEqual(self.compiled_in_a_check("app/a.h"), [])

    def test_another_version_of_what_is_not_ours_is_noticed(self):
        (self.root / "cmake").mkdir()
        for name in check_headers.VERSIONS:
            self.write("app/a.h", "#pragma once\n")
            self.check("app/a.h")
            self.write(name, "another version\n")
            self.assertEqual(self.compiled_in_a_check("app/a.h"), ["app/a.h"], name)

    def test_another_compiler_is_noticed(self):
        self.write("app/a.h", "#pragma once\n")
        self.check("app/a.h")
        with mock.patch.object(check_headers, "compiler_version", lambda: "another one"):
            self.assertEqual(self.compiled_in_a_check("app/a.h"), ["app/a.h"])

    def compiled_in_a_check(self, *headers):
        """Which of them a check compiles."""
        with mock.patch.object(check_headers, "compile_alone", return_value=None) as compiler:
            self.check(*headers)
        return [call.args[1] for call in compiler.call_args_list]


if __name__ == "__main__":
    unittest.main()
