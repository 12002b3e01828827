"""Each rule of check_tree.py can fail, and lets good files pass."""
import tempfile
import unittest
from pathlib import Path

import check_tree


class Text(unittest.TestCase):
    def test_good_text(self):
        self.assertEqual(check_tree.check_text("a.md", "one\ntwo é\n".encode()), [])
        self.assertEqual(check_tree.check_text("a.md", b""), [])

    def test_each_fault(self):
        for raw in (b"no end", b"two ends\n\n", b"blank \n", b"tab\t\n", b"dos\r\n", b"\xff\n"):
            with self.subTest(raw=raw):
                self.assertTrue(check_tree.check_text("a.md", raw))


class Words(unittest.TestCase):
    def test_each_fault(self):
        for text in (
            "https://registry" + ".npmjs.org/x",
            "deb http://deb." + "debian.org/debian",
            "see /wo" + "rk/main/x",
            '"/ro' + 'ot/.cache"',
            "cd /ho" + "me/ada/x",
            "cat /tm" + "p/x",
            "const here = import" + ".meta.dirname;",
            "// FIX" + "ME later",
            "// TO" + "DO: later",
            "// TO" + "DO(ada): later",
        ):
            with self.subTest(text=text):
                self.assertEqual(len(check_tree.check_words("a.cc", text)), 1)

    def test_good_words(self):
        for text in (
            "// TO" + "DO(ada): shorter when 1.2 is out (#12)",
            "docs/wo" + "rk/x and a/ro" + "ot/b",
            "$HO" + "ME/x and ${dir}/tm" + "p/x",
            "the root / of it",
        ):
            with self.subTest(text=text):
                self.assertEqual(check_tree.check_words("a.cc", text), [])


class Lengths(unittest.TestCase):
    LONG = "  x();\n" * 80

    def test_a_file_that_is_too_long(self):
        self.assertTrue(check_tree.check_lengths("app/a.cc", "x;\n" * 601))
        self.assertEqual(check_tree.check_lengths("app/a.cc", "x;\n" * 600), [])

    def test_a_function_that_is_too_long(self):
        for path, text in (
            ("app/a.cc", "void f(int a) {\n%s}\n"),
            ("app/a.cc", "Result<int> Type::name(int a,\n                      int b) const {\n%s}\n"),
            ("app/a.cc", "class A {\n  void f() const override {\n  %s  }\n};\n"),
            ("app/a.cc", "Type::Type(int a)\n    : a_(a) {\n%s}\n"),
            ("web/a.js", "export function f(a) {\n%s}\n"),
            ("web/a.js", "class A {\n  name(a) {\n  %s  }\n}\n"),
            ("web/a.js", "const f = (a) => {\n%s};\n".replace("=> {", "=> {")),
            ("tests/support/a.sh", "name() {\n%s}\n"),
            ("tests/a.py", "def name():\n%s"),
        ):
            with self.subTest(text=text):
                problems = check_tree.check_lengths(path, text % self.LONG)
                self.assertEqual(len(problems), 1, problems)

    def test_what_is_not_a_function(self):
        for path, text in (
            ("app/a.cc", "namespace a {\n%s}\n"),
            ("app/a.h", "class A {\n%s};\n"),
            ("app/a.cc", "const Row rows[] = {\n%s};\n"),
            ("tests/a_test.cc", 'TEST_CASE("a: b") {\n%s}\n'),
            ("tests/web/a.test.mjs", "test('a', () => {\n%s});\n"),
        ):
            with self.subTest(text=text):
                self.assertEqual(check_tree.check_lengths(path, text % self.LONG), [])

    def test_a_function_at_the_limit(self):
        self.assertEqual(check_tree.check_lengths("app/a.cc", "void f() {\n" + "  x();\n" * 68 + "}\n"), [])
        self.assertTrue(check_tree.check_lengths("app/a.cc", "void f() {\n" + "  x();\n" * 69 + "}\n"))


class Links(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        (self.root / "docs").mkdir()
        (self.root / "docs" / "a.md").write_text("# Top\n", encoding="utf-8")
        (self.root / "docs" / "b.md").write_text("# One heading: `x` & more\n", encoding="utf-8")

    def tearDown(self):
        self.folder.cleanup()

    def test_good_links(self):
        text = "# Top\n[a](b.md) [b](b.md#one-heading-x--more) [c](#top) [d](https://x.example/y) [e](../docs)\n"
        self.assertEqual(check_tree.check_links(self.root, "docs/a.md", text), [])

    def test_dead_links(self):
        for link in ("c.md", "b.md#nothing", "#nothing", "../b.md"):
            with self.subTest(link=link):
                problems = check_tree.check_links(self.root, "docs/a.md", f"\n![a]({link})\n")
                self.assertEqual(len(problems), 1, problems)
                self.assertIn("docs/a.md:2", problems[0])

    def test_code_is_not_a_link(self):
        self.assertEqual(check_tree.check_links(self.root, "docs/a.md", "```\n[a](c.md)\n```\n"), [])


class TestsAreBuilt(unittest.TestCase):
    CMAKE = 'set(QUIETROOM_TEST_FOLDERS "platform;app" CACHE STRING "x")'
    SUITES = "node_suite node 2 tests/web\n"

    def check(self, path):
        return check_tree.check_tests_are_built([path], self.CMAKE, self.SUITES)

    def test_tests_that_run(self):
        for path in ("tests/app/model/a_test.cc", "tests/web/core/a.test.mjs", "tests/web/a.test.js", "tests/checks/a_test.py"):
            with self.subTest(path=path):
                self.assertEqual(self.check(path), [])

    def test_tests_that_nobody_runs(self):
        for path in (
            "tests/other/a_test.cc",
            "tests/a_test.cc",
            "app/model/a_test.cc",
            "tests/other/a.test.mjs",
            "web/core/a.test.mjs",
            "tests/web/a_test.mjs",
            "tests/web/a_test.py",
        ):
            with self.subTest(path=path):
                self.assertEqual(len(self.check(path)), 1)


class Disabled(unittest.TestCase):
    def test_each_way(self):
        for text in (
            'TEST_CASE("a" * doctest::' + "skip()) {}",
            "test." + "only('a')",
            "it." + "skip('a')",
            "describe." + "todo('a')",
            "test('a', { " + "skip: true }, f)",
            "x" + "it('a')",
        ):
            with self.subTest(text=text):
                self.assertEqual(len(check_tree.check_disabled_tests("tests/a.mjs", text)), 1)

    def test_running_ones(self):
        self.assertEqual(check_tree.check_disabled_tests("tests/a.mjs", "test('only skip this', f); exit(1);"), [])


class Pins(unittest.TestCase):
    GOOD_LOCK = {"packages": {"": {}, "node_modules/a": {"integrity": "sha512-x"}}}
    SUM = "0" * 64

    def check(self, package=None, lock=None, versions="", third_party=""):
        return check_tree.check_pins(package or {}, lock or self.GOOD_LOCK, versions, third_party)

    def test_good_pins(self):
        self.assertEqual(
            self.check(
                {"devDependencies": {"a": "1.2.3"}},
                versions=f"# x\na pkg 1.2 a.tar.xz {self.SUM}\n",
                third_party='set(A "${deps}/a")',
            ),
            [],
        )

    def test_each_fault(self):
        self.assertTrue(self.check({"devDependencies": {"a": "^1.2.3"}}))
        self.assertTrue(self.check({"dependencies": {"a": "latest"}}))
        self.assertTrue(self.check(lock={"packages": {"node_modules/a": {}}}))
        self.assertTrue(self.check(versions="a pkg 1.2 a.tar.xz\n"))
        self.assertTrue(self.check(versions="a pkg 1.2 a.tar.xz 1234\n"))
        self.assertTrue(self.check(third_party='set(B "${deps}/b")'))


class Blobs(unittest.TestCase):
    def test_a_large_file(self):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "a.png").write_bytes(b"\x89" * (200 * 1024 + 1))
            (root / "b.png").write_bytes(b"\x89" * 200 * 1024)
            self.assertEqual(len(check_tree.check_file(root, "a.png")), 1)
            self.assertEqual(check_tree.check_file(root, "b.png"), [])


if __name__ == "__main__":
    unittest.main()
