"""Each rule of check_layers.py can fail, and lets good code pass."""
import unittest

import check_layers

LAYERS = check_layers.parse_layers(
    """
# comment
platform/base:
platform: platform/base
platform/native: platform/base platform
app/model: platform/base
app/store: platform/base app/model
app/ui: platform/base
sync/server: platform/base
"""
)


def cpp(path, text, files=()):
    return check_layers.check_cpp(path, text, LAYERS, set(files))


class Includes(unittest.TestCase):
    def assert_one(self, problems, part):
        self.assertEqual(len(problems), 1, problems)
        self.assertIn(part, problems[0])

    def test_what_the_table_allows_passes(self):
        self.assertEqual(cpp("app/store/a.cc", '#include "app/model/b.h"\n#include "app/store/c.h"\n#include <vector>\n'), [])

    def test_looking_up_is_refused_with_its_line(self):
        problems = cpp("app/model/a.cc", '// first line\n#include "app/store/b.h"\n')
        self.assert_one(problems, "app/model/a.cc:2: app/model may not include app/store")

    def test_a_folder_without_a_row_is_refused(self):
        self.assert_one(cpp("app/new/a.cc", ""), "no row")

    def test_a_programs_main_may_put_everything_together(self):
        self.assertEqual(cpp("app/model/main_tool.cc", '#include "app/store/b.h"\n'), [])
        self.assert_one(cpp("app/model/main_tool.h", '#include "app/store/b.h"\n'), "may not include")

    def test_an_include_in_a_comment_is_none(self):
        self.assertEqual(cpp("app/model/a.cc", '// #include "app/store/b.h"\n/*\n#include <sqlite3.h>\n*/\n'), [])

    def test_a_neighbour_is_included_by_its_whole_path(self):
        self.assert_one(cpp("app/model/a.cc", '#include "b.h"\n', ["app/model/b.h"]), "by its path from the root")

    def test_a_header_made_by_the_build_has_no_path(self):
        self.assertEqual(cpp("app/model/a.cc", '#include "made.h"\n'), [])

    def test_third_party_headers_have_one_home(self):
        for header, home, elsewhere in (
            ("<sqlite3.h>", "app/store", "app/model"),
            ('"sqlite3.h"', "app/store", "app/model"),
            ("<imgui.h>", "app/ui", "app/model"),
            ('"imgui_internal.h"', "app/ui", "app/store"),
            ("<boost/asio.hpp>", "sync/server", "app/store"),
            ("<openssl/evp.h>", "sync/server", "platform"),
            ("<fstream>", "platform/native", "app/store"),
            ("<filesystem>", "sync/server", "platform"),
            ("<thread>", "platform/native", "app/ui"),
            ("<mutex>", "platform/native", "app/store"),
            ("<random>", "platform/native", "app/model"),
        ):
            with self.subTest(header=header):
                self.assertEqual(cpp(f"{home}/a.cc", f"#include {header}\n"), [])
                self.assert_one(cpp(f"{elsewhere}/a.cc", f"#include {header}\n"), "is banned here")

    def test_headers_that_nobody_may_include(self):
        for header in ("<emscripten.h>", "<emscripten/em_js.h>", "<sodium.h>", "<sodium/core.h>", "<iostream>"):
            with self.subTest(header=header):
                self.assert_one(cpp("app/model/a.cc", f"#include {header}\n"), "is banned here")


class Words(unittest.TestCase):
    def test_banned_words_are_found(self):
        for text in (
            "auto t = std::chrono::steady_clock::now();",
            "std::time(nullptr);",
            "std::random_device d;",
            "int x = rand();",
            "getentropy(p, 3);",
            "std::this_thread::sleep_for(x);",
            "std::thread t;",
            "FILE* f = fopen(a, b);",
            "EM_JS(void, f, (), {});",
            "EM_ASM(x);",
        ):
            with self.subTest(text=text):
                self.assertTrue(cpp("app/model/a.cc", text + "\n"))

    def test_comments_strings_and_longer_words_are_left_alone(self):
        text = '// steady_clock\nauto s = "std::thread sleep_for";\nint operand(int);\nint brand();\nauto n = 10\'000;\n'
        self.assertEqual(cpp("app/model/a.cc", text), [])

    def test_homes_may(self):
        self.assertEqual(cpp("platform/native/a.cc", "auto t = std::chrono::system_clock::now();\n"), [])

    def test_nobody_sleeps(self):
        self.assertTrue(cpp("platform/native/a.cc", "usleep(3);\n"))


class Tests(unittest.TestCase):
    def test_no_sleep_clock_or_chance_in_a_test(self):
        for text in ("sleep_for(x);", "std::chrono::steady_clock::now();", "std::random_device d;"):
            with self.subTest(text=text):
                self.assertTrue(check_layers.check_test("tests/a_test.cc", text))

    def test_a_moment_that_is_made_up_is_fine(self):
        self.assertEqual(check_layers.check_test("tests/a_test.cc", "steady_clock::time_point t{};"), [])


class Table(unittest.TestCase):
    def test_a_good_table(self):
        self.assertEqual(check_layers.check_table(LAYERS), [])

    def test_nobody_but_the_program_knows_private_observations(self):
        layers = {"app/wellbeing": set(), "app/session": {"app/wellbeing"}, "app": {"app/wellbeing"}}
        problems = check_layers.check_table(layers)
        self.assertEqual(len(problems), 1, problems)
        self.assertIn("app/session may not know app/wellbeing", problems[0])

    def test_an_unknown_name_and_a_circle(self):
        self.assertTrue(check_layers.check_table({"a": {"b"}}))
        self.assertTrue(check_layers.check_table({"a": {"b"}, "b": {"a"}}))


class Core(unittest.TestCase):
    def test_page_network_and_clock_are_banned(self):
        for text in (
            "document.body;",
            "const w = window.innerWidth;",
            "await fetch(url);",
            "navigator.locks;",
            "setTimeout(f, 3);",
            "x = [document];",
        ):
            with self.subTest(text=text):
                self.assertTrue(check_layers.check_core_js("web/core/a.js", text))

    def test_names_that_only_look_alike(self):
        text = "// the document\nconst o = {document: 1, fetch: f};\no.document; o.fetch();\nconst s = 'window';\nlet windows;\n"
        self.assertEqual(check_layers.check_core_js("web/core/a.js", text), [])

    def test_imports_stay_inside(self):
        good = "import {a} from './b.js';\nimport {c} from '../protocol.js';\n"
        self.assertEqual(check_layers.check_core_js("web/core/a.js", good), [])
        for text in ("import {a} from '../shell/b.js';", "import 'lodash';", 'const m = await import("../main.js");'):
            with self.subTest(text=text):
                self.assertTrue(check_layers.check_core_js("web/core/a.js", text))


if __name__ == "__main__":
    unittest.main()
