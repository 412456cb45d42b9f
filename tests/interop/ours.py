# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The library's end of the comparison: peer.c, which answers many questions in one run."""

import subprocess
import sys


class Peer:
    def __init__(self, command):
        """command: the peer's words, separated by semicolons, after those of the emulator, if any."""
        self.command = [word for word in command.split(";") if word]
        self.word_bytes = int(self._ask(["word"])[0])

    def read(self, frames):
        """Returns the meaning of each frame."""
        return self._ask([f"decode {frame.hex()}" for frame in frames])

    def write(self, meanings):
        """Returns the frame of each meaning, as in message registers; None if the library refuses it."""
        answers = self._ask([f"encode {meaning}" for meaning in meanings])
        return [None if answer == "!" else bytes.fromhex(answer) for answer in answers]

    def _ask(self, questions):
        run = subprocess.run(self.command, input="\n".join(questions) + "\n", stdout=subprocess.PIPE, text=True)
        answers = run.stdout.split("\n")[:-1]
        if len(answers) < len(questions):
            sys.exit(f"FAIL the library's end, status {run.returncode}, at: {questions[len(answers)]}")
        if run.returncode != 0:
            sys.exit(f"FAIL the library's end, status {run.returncode}, after all its answers")
        return answers
