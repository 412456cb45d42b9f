# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Tests of the filter that gives Doxygen a header: what it makes of comments, and which members it keeps."""

import unittest

import comments

TOP = "/*\n * Copyright 2026 somebody\n * SPDX-License-" "Identifier: BSD-2-Clause\n *\n * About the file.\n */\n#pragma once\n"


class Comments(unittest.TestCase):
    def check(self, header, *expected):
        result = comments.translated(TOP + header)
        for text in expected:
            self.assertIn(text, result)
        return result

    def test_first_comment_documents_the_file_without_the_licence(self):
        result = self.check("", "/** @file", "About the file.")
        self.assertNotIn("Copyright", result)

    def test_comment_before_an_empty_line_documents_the_file(self):
        self.check("/* The rest. */\n\nint a;\n", "/** @file\n@details The rest. */\n\nint a;")

    def test_comment_documents_what_follows_or_stands_before(self):
        self.check("/* A number. */\nint a;\nint b; /* another */\n", "/** A number. */\nint a;\nint b; /**< another */")

    def test_parameters_and_result_become_commands(self):
        comment = "/*\n * Adds.\n *\n * a, b: numbers. c: out; the\n * sum. Returns 0. d: no parameter.\n */\n"
        results = ("\n@param a,b numbers.", "\n@param c out; the\nsum.\n@return 0. d: no parameter.")
        self.check(comment + "int f(int a, int b, int *c);\n", *results)

    def test_parameters_of_macros_and_function_types_become_commands(self):
        self.check("/* One. n: its number. */\n#define ONE(n) (n)\n", "\n@param n its number.")
        self.check("/* One. n: its number. */\ntypedef int (*one_t)(void *data, int n);\n", "\n@param n its number.")

    def test_rows_become_a_list_that_ends(self):
        comment = "/*\n * Returns\n *   0        done;\n *   below 0  an error,\n *            else.\n * Never blocks.\n */\n"
        self.check(comment + "int f(void);\n", "@return\n- 0: done;\n- below 0: an error,\n", "else.\n\nNever blocks.")

    def test_what_is_special_to_doxygen_is_escaped(self):
        self.check("/* In <a.h>, #if 50% @x. */\nint a;\n", r"In \<a.h\>, \#if 50\% \@x.")

    def test_private_struct_loses_its_members_but_those_that_are_quoted(self):
        struct = "typedef struct a {\n    int b; /* one */\n    int c;\n} a_t;\n"
        self.check("/* An a. Private. */\n" + struct, "typedef struct a {\n} a_t;")
        self.check("/* An a. Private, except `c`. */\n" + struct, "typedef struct a {\n    int c;\n} a_t;")
        self.check("/* An a. */\n" + struct, "int b; /**< one */\n    int c;\n} a_t;")

    def test_other_members_are_private_after_an_empty_line(self):
        struct = "struct a {\n    int b;\n\n    int c;\n};\n"
        self.check("/* An a. One is yours; the others are private. */\n" + struct, "struct a {\n    int b;\n};")


if __name__ == "__main__":
    unittest.main()
