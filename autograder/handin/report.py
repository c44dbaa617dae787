"""What a run of collect did, printed for a person or a script."""

import json
from dataclasses import dataclass, field

from autograder.handin import place


@dataclass
class Report:
    """What a run did.

    Attributes
    ----------
    collected : list of dict
        Each hand-in: student, chapter, time, whether it is late, result, notes, files.
    refused : list of dict
        Each file that was not taken, and the reason.
    missing : dict of str to list of str
        Students of the roster of whom nothing is there, by chapter.
    warnings : list of str
    """

    collected: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    missing: dict = field(default_factory=dict)
    warnings: list = field(default_factory=list)

    def refuse(self, name, reason):
        """Note a file that is not taken."""
        shown = name.encode("utf-8", "backslashreplace").decode()
        shown = "".join(s if s.isprintable() else f"\\x{ord(s):02x}" for s in shown)
        if {"file": shown, "reason": reason} not in self.refused:
            self.refused.append({"file": shown, "reason": reason})

    def print(self, as_json, file):
        """Print it, as lines or as JSON."""
        if as_json:
            told = {k: getattr(self, k) for k in ("collected", "refused", "missing", "warnings")}
            print(json.dumps(told, indent=1, ensure_ascii=False), file=file)
            return
        for row in self.collected:
            notes = "".join(f"; {note}" for note in row["notes"])
            late = ", late" if row["late"] else ""
            print(
                f"{row['student']}  {row['chapter']}  {row['time']}{late}  {row['result']}{notes}",
                file=file,
            )
        for chapter, students in self.missing.items():
            if students:
                print(f"\n{chapter}: {len(students)} missing: {', '.join(students)}", file=file)
        if self.refused:
            print(f"\n{len(self.refused)} refused:", file=file)
            for row in self.refused:
                print(f"  {row['file']}: {row['reason']}.", file=file)
        for warning in self.warnings:
            print(f"\n{warning}", file=file)
        count = sum(row["result"] in (place.NEW, place.REPLACED) for row in self.collected)
        print(f"\n{count} collected, {len(self.refused)} refused.", file=file)
