"""What a submission costs beside its examination: the run's own time, and disk.

Grades a class once, then writes the kept results down again into a new gradebook, which is all that
one run does for itself, whatever machines examine the notebooks. Prints processor seconds and bytes
a submission, as a table in Markdown.

    python benchmarks/sizing.py [--students 20] [--chapter update_rules] [--postgresql URL]

The database that URL names must be empty.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.results import FOLDER
from grading import nbgrader, write_class


def grade(root, chapter):
    """Grade what is handed in; return the run's own processor seconds, of one thread."""
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom autograder import run\n"
        f"done = run.main(chapters=[{chapter!r}], tables=False, root=Path({str(root)!r}))\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(used.ru_utime + used.ru_stime)\nsys.exit(done)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )
    return float(done.stdout.split()[-1])


def forget(root, chapter):
    """Take back what a run has written, but for the results that it keeps."""
    for name in ("autograded", f"{FOLDER}/statuses"):
        shutil.rmtree(root / name, ignore_errors=True)
    (root / "gradebook.db").unlink(missing_ok=True)
    nbgrader(root, "generate_assignment", chapter, "--force")


def size(*folders):
    """Return the bytes of all files below some folders, as the disk counts them."""
    files = (path for folder in folders for path in folder.rglob("*"))
    return sum(path.stat().st_blocks * 512 for path in files if path.is_file())


def replay(root, chapter, students):
    """Return a submission's processor seconds in a run that only writes."""
    forget(root, chapter)
    empty = Path(tempfile.mkdtemp(dir=root.parent))
    (root / "submitted").rename(empty / "submitted")
    (root / "submitted").mkdir()
    none = grade(root, chapter)  # what a run takes in which there is nothing to do
    (root / "submitted").rmdir()
    (empty / "submitted").rename(root / "submitted")
    some = grade(root, chapter)
    return (some - none) / students


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--students", type=int, default=20)
    parser.add_argument("--chapter", default="update_rules")
    parser.add_argument("--postgresql", metavar="URL")
    options = parser.parse_args()
    chapter, students = options.chapter, options.students
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "course")
        root.mkdir()
        write_class(root, students, [chapter], trained=True)
        before = (root / "gradebook.db").stat().st_size
        grade(root, chapter)
        rows = [("gradebook in SQLite", replay(root, chapter, students))]
        database = ((root / "gradebook.db").stat().st_size - before) / students
        nbgrader(root, "generate_feedback", chapter)
        bytes_ = {
            "handed in": size(root / "submitted"),
            "autograded": size(root / "autograded"),
            "feedback": size(root / "feedback"),
            "kept results": size(root / FOLDER),
        }
        if options.postgresql:
            with (root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
                file.write(f"c.CourseDirectory.db_url = {options.postgresql!r}\n")
            rows.append(("gradebook in PostgreSQL", replay(root, chapter, students)))
    print(f"# Beside the examination: {students} submissions of {chapter}\n")
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}.\n")
    print("| a run that only writes | processor seconds a notebook |")
    print("| --- | ---: |")
    for name, used in rows:
        print(f"| {name} | {used:.2f} |")
    print("\n| on disk | kB a submission |")
    print("| --- | ---: |")
    for name, number in bytes_.items():
        print(f"| {name} | {number / students / 1000:.0f} |")
    print(f"| gradebook | {database / 1000:.0f} |")


if __name__ == "__main__":
    sys.exit(main())
