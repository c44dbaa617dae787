"""The spreadsheets that points are exported in: Canvas's, Moodle's, and one for people.

Each function here yields the lines of one, the header first. It is given the run, which says what a
column is called and what stands in a cell, the students, and by chapter what `told` returns of each
student.
"""

from autograder import cells, status

_CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
_MODIFIED = "Last modified (grade)"


def told(chapter, row):
    """Return what is exported of a row of the table."""
    points = row["score"] if row["score"] is None else row["score"] - row["penalty"]
    return {
        "student": row["student"],
        "chapter": chapter,
        "points": points,
        "late_penalty": row["penalty"],
        "of": row["maximum"],
        "status": row["status"],
    }


def _none(student, chapter, rows):
    maximum = max((row["of"] for row in rows.values()), default=0)
    empty = {"student": student, "score": None, "penalty": 0, "maximum": maximum}
    return told(chapter, {**empty, "status": status.MISSING})


def _points(run, student, rows):
    """Return a student's row of each chapter."""
    return [
        found.get(student.student) or _none(student.student, chapter, found)
        for chapter, found in rows.items()
    ]


def _most(found):
    return cells.number(max((row["of"] for row in found.values()), default=0))


def _canvas(run, students, rows):
    """Yield the lines of Canvas's gradebook, the most points in the second."""
    yield [*_CANVAS, *(run.column(chapter) for chapter in rows)]
    yield ["    Points Possible", "", "", "", "", *(_most(found) for found in rows.values())]
    for student in students:
        own = {"Student": student.name or student.student, "ID": student.id}
        own |= {column: student.row[column] for column in _CANVAS if student.row.get(column)}
        own.setdefault("SIS Login ID", student.student)
        line = [cells.safe(own.get(column, "")) for column in _CANVAS]
        yield [*line, *(run.cell(row) for row in _points(run, student, rows))]


def _moodle(run, students, rows):
    """Yield the lines of Moodle's grading worksheet; of its gradebook, for several chapters."""
    one = len(rows) == 1
    header = ["Identifier", "Full name", "Email address"]
    yield [*header, *(["Grade", _MODIFIED] if one else map(run.column, rows))]
    for student in students:
        number = student.row.get("Identifier") or (f"Participant {student.id}" * bool(student.id))
        line = [number, student.name or student.student, student.email]
        points = [run.cell(row) for row in _points(run, student, rows)]
        # The worksheet is refused without this column, which guards what was changed since.
        modified = [student.row.get(_MODIFIED) or "-"] if one else []
        yield [
            *map(cells.safe, line),
            *points,
            *(m if m == "-" else cells.safe(m) for m in modified),
        ]


def _csv(run, students, rows):
    """Yield the lines of a file for people: points, penalty, most points and status apart."""
    header = ["student", "name", "email"]
    for chapter in rows:
        name = run.column(chapter)
        header += [name, f"{name} late penalty", f"{name} of", f"{name} status"]
    yield header
    for student in students:
        line = [cells.safe(t) for t in (student.student, student.name, student.email)]
        for row in _points(run, student, rows):
            line += [run.cell(row), cells.number(row["late_penalty"]), cells.number(row["of"])]
            line += [cells.safe(row["status"])]
        yield line


FORMS = {"canvas": _canvas, "moodle": _moodle, "csv": _csv}
