"""words.py finds the texts in code as it is written, and each rule of check_words.py can fail."""
import unittest

import check_words
import words


def keys(code):
    return [text for _, text in words.marked(code)[0]]


def problems(code, rules=""):
    return check_words.check_file("app/screens/a.cc", code, check_words.read_rules(rules))[0]


class Texts(unittest.TestCase):
    def test_say_phrase_and_key(self):
        self.assertEqual(keys('f(say("One"), words::say("Two {a}", b), Phrase("Three"), words::key("four"));'),
                         ["One", "Two {a}", "Three", "four"])

    def test_literals_behind_one_another_are_one_text(self):
        self.assertEqual(keys('say("One "\n    "two")'), ["One two"])

    def test_both_texts_of_a_count_and_nothing_else_of_it(self):
        self.assertEqual(keys('words::count(f(a, b), "{n} line", "{n} lines", say("Of {a}", "x"))'),
                         ["Of {a}", "{n} line", "{n} lines"])

    def test_escapes_are_read(self):
        self.assertEqual(keys(r'say("\u201COpen\u201D \"it\"\n")'), ['\u201cOpen\u201d "it"\n'])

    def test_comments_and_other_names_are_none(self):
        self.assertEqual(keys('// say("One")\n/* say("Two") */ essay("Three"); Key("four");'), [])

    def test_a_quote_in_a_character_or_a_separator_hides_nothing(self):
        self.assertEqual(keys("f('\"', 10'000); say(\"One\"); g('\\'');"), ["One"])

    def test_a_count_without_literals_is_refused(self):
        self.assertEqual(len(problems("words::count(n, one, other);")), 2)


class Literals(unittest.TestCase):
    def test_words_for_people_are_refused_with_their_line(self):
        found = problems('f();\ntext("Nothing here");')
        self.assertEqual(len(found), 1)
        self.assertIn("app/screens/a.cc:2: 'Nothing here'", found[0])

    def test_small_letters_with_a_blank_are_words(self):
        self.assertEqual(len(problems('x = " of the plan";')), 1)

    def test_what_does_not_look_like_words(self):
        self.assertEqual(problems('f("main", ".json", ": ", "");\n#include "App/File.h"\n'), [])

    def test_a_rule_for_what_stands_before(self):
        self.assertEqual(problems('log_line("It failed")', r"app/* | after log_line\( | the log"), [])
        self.assertEqual(len(problems('text("It failed")', r"app/* | after log_line\( | the log")), 1)

    def test_a_rule_for_keys_lets_no_sentence_through(self):
        rule = r"app/* | key ui\.\w+\( | never shown"
        self.assertEqual(problems('ui.button("save copy", {})', rule), [])
        self.assertEqual(len(problems('ui.text("Save a copy")', rule)), 1)

    def test_a_rule_for_a_text_is_for_the_whole_of_it(self):
        rule = r"app/* | like Quietroom\|Escape | names"
        self.assertEqual(problems('f("Quietroom", "Escape")', rule), [])
        self.assertEqual(len(problems('f("Quietroom opens")', rule)), 1)

    def test_a_rule_is_for_its_files(self):
        self.assertEqual(len(problems('f("Quietroom")', "app/ui/* | all | why")), 1)

    def test_a_rule_without_a_reason_is_none(self):
        self.assertEqual([rule.good for rule in check_words.read_rules("# why\n\napp/* | all\na | b c | d\n")],
                         [False, False])

    def test_a_rule_that_nothing_needs_is_seen(self):
        rules = check_words.read_rules("app/* | all | why")
        check_words.check_file("app/screens/a.cc", 'f("main")', rules)
        self.assertFalse(rules[0].used)


class Refusals(unittest.TestCase):
    @staticmethod
    def of_store(code):
        return check_words.check_file("app/store/a.cc", code, [])[0]

    def test_what_refuses_input_is_for_people_in_every_folder(self):
        self.assertEqual(len(self.of_store('return Error{ErrorCode::kInvalid, "too long"};')), 1)
        self.assertEqual(len(self.of_store('return Error{ErrorCode::kInvalid,\n  "odd"};')), 1)
        self.assertEqual(self.of_store('return Error{ErrorCode::kInvalid, words::key("too long")};'), [])
        self.assertEqual(len(problems('return Error{ErrorCode::kInvalid, "odd"};',
                                      r"app/* | after Error\{ErrorCode::(?!kInvalid)\w+, | the log")), 1)

    def test_other_texts_of_the_store_are_none(self):
        self.assertEqual(self.of_store('db.run("SELECT id FROM op"); Error{ErrorCode::kIo, "read it"};'), [])


class Tables(unittest.TestCase):
    def test_a_whole_table(self):
        self.assertEqual(check_words.check_table("de", {"One {a}": "{a} eins"}, ["One {a}"]), [])

    def test_each_thing_that_can_be_wrong(self):
        for table in ({}, {"One {a}": ""}, {"One {a}": "eins"}, {"One {a}": "eins {b}"},
                      {"One {a}": "eins {a}", "Two": "zwei"}):
            self.assertEqual(len(check_words.check_table("de", table, ["One {a}"])), 1, table)


if __name__ == "__main__":
    unittest.main()
