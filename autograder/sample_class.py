"""Write a sample class into `submitted/`, to try the whole course on."""

import shutil

import nbformat

from autograder import converter, course, gradebook, samples

_WRITTEN = "This is a sample of a written answer, for a person to read and to score."


def main(*, chapter, root=course.ROOT):
    """Compose a class of sample submissions for CHAPTER, one student for each kind of answer.

    What stands under the names student-01, student-02, ... is replaced, in `submitted/` and in what
    was made from it; other students are left alone. One student of the class hands in nothing.

    Returns
    -------
    list of str
        The students.
    """
    files = samples.trained_files(chapter, root=root)
    small = samples.trained_files(chapter, small=True, root=root)
    students = []
    for number, (what, answers) in enumerate(samples.sample_class(chapter, root), 1):
        student = f"student-{number:02}"
        students.append(student)
        folder = _clear(student, chapter, root)
        shutil.copytree(small if what == samples.TOO_SHORT else files, folder)
        nb = samples.compose(chapter, answers, written=_WRITTEN if answers else None, root=root)
        nbformat.write(nb, folder / f"{chapter}.ipynb")
        print(f"{student}  {what}", flush=True)
    students.append(f"student-{len(students) + 1:02}")
    print(f"{students[-1]}  hands in nothing")
    _clear(students[-1], chapter, root)
    with gradebook.connect(converter.course_directory(root), create=True) as book:
        for student in students:
            book.update_or_create_student(student)
    return students


def _clear(student, chapter, root):
    """Remove a student's work and all that was made from it; return where it is handed in."""
    for step in ("submitted", "autograded", "feedback"):
        shutil.rmtree(root / step / student / chapter, ignore_errors=True)
    return root / "submitted" / student / chapter
