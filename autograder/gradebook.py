"""nbgrader's gradebook: how it is opened, and the rows that a run reads, clears, and changes."""

import contextlib
from pathlib import Path

from nbgrader import api
from nbgrader.preprocessors import SaveCells
from nbgrader.utils import is_grade, is_locked, is_solution
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from autograder import course, notebook, release, results


class NoGradebook(FileNotFoundError):
    """No chapter has been released, so nbgrader has not made a gradebook yet."""


def connect(coursedir, create=False):
    """Open the gradebook that nbgrader's settings name, to be used by `with`.

    Parameters
    ----------
    coursedir : CourseDirectory
    create : bool
        Whether to make it where it is a file that is missing.

    Raises
    ------
    NoGradebook
        When that file is missing.
    RuntimeError
        When the database's server or driver is.
    """
    try:
        url = make_url(coursedir.db_url)
        file = url.database if url.get_backend_name() == "sqlite" else None
        if file and not create and not Path(file).is_file():
            raise NoGradebook(
                f"there is no gradebook {file}; run nbgrader generate_assignment first."
            )
        return api.Gradebook(coursedir.db_url, coursedir.course_id)
    except (SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        shown = "" if isinstance(error, ArgumentError) else f" {url}"  # a password is left out
        raise RuntimeError(
            f"the gradebook{shown} cannot be opened: {reason}; see c.CourseDirectory.db_url in "
            "nbgrader_config.py."
        ) from error


@contextlib.contextmanager
def kept_open():
    """Have nbgrader, which opens the gradebook ten times a submission, do so once.

    Each opening would look for all tables and compile its queries anew. What nbgrader commits step
    by step within `one_transaction` is written when that ends.
    """
    sessions, checked = {}, set()
    initialize, close = api.Gradebook.__init__, api.Gradebook.close

    def open_once(self, db_url, course_id="default_course", authenticator=None):
        if db_url not in sessions:
            initialize(self, db_url, course_id, authenticator)
            self.close()
            sessions[db_url] = scoped_session(sessionmaker(bind=self.engine, class_=_Session))
        self.db, self.engine = sessions[db_url], sessions[db_url].get_bind()
        self.course_id, self.authenticator = course_id, authenticator
        if (db_url, course_id) not in checked:
            checked.add((db_url, course_id))
            self.check_course(course_id)

    def leave_open(self):
        if not _Session.is_held:
            self.db.remove()

    api.Gradebook.__init__, api.Gradebook.close = open_once, leave_open
    try:
        yield
    finally:
        api.Gradebook.__init__, api.Gradebook.close = initialize, close
        for session in sessions.values():
            session.remove()
            session.get_bind().dispose()


@contextlib.contextmanager
def one_transaction(coursedir):
    """Write what is committed within, when this ends; or nothing of it where an error comes."""
    book = connect(coursedir)
    _Session.is_held = True
    try:
        yield
        _Session.is_held = False
        book.db.commit()
    finally:
        _Session.is_held = False
        book.close()  # which takes back what is not committed


class _Session(Session):
    """A session whose commits can be held back."""

    is_held = False

    def commit(self):
        """Write, or only let the queries that follow see it."""
        if _Session.is_held:
            self.flush()
        else:
            super().commit()


def of_cells(gradebook, chapter, kind, cell, *columns):
    """Query what the gradebook holds of a chapter's cells, for each student.

    Parameters
    ----------
    gradebook : Gradebook
    chapter : str
    kind : type
        nbgrader's Grade or Comment.
    cell : type
        The kind of cell that it is of.
    columns
        What is asked for of it.

    Returns
    -------
    Query
        Of rows of the student, the cell's name, and the columns.
    """
    return (
        gradebook.db.query(api.Student.id, cell.name, *columns)
        .select_from(kind)
        .join(cell, kind.cell_id == cell.id)
        .join(api.SubmittedNotebook, kind.notebook_id == api.SubmittedNotebook.id)
        .join(api.SubmittedAssignment)
        .join(api.Assignment)
        .join(api.Student)
        .filter(api.Assignment.name == chapter)
    )


def submissions(gradebook, chapter):
    """Return what a chapter's submissions have, all asked for at once.

    Returns
    -------
    dict of str to tuple
        By student: the score, the penalty for lateness, and whether points are to be given by hand.
    """
    kind = api.SubmittedAssignment
    columns = kind.score, kind.late_submission_penalty, kind.needs_manual_grade
    rows = gradebook.db.query(api.Student.id, *columns).select_from(kind)
    rows = rows.join(api.Student).join(api.Assignment).filter(api.Assignment.name == chapter)
    return {student: (score, penalty or 0.0, waits) for student, score, penalty, waits in rows}


def scores(gradebook, chapter):
    """Return each student's score, and each check's own, by student.

    Returns
    -------
    dict of str to tuple
        A submission's score in points, or None when nothing of it has been graded; and a dict of
        the autograder's scores by the cells' names.
    """
    columns = api.Grade.auto_score, api.Grade.score
    rows = of_cells(gradebook, chapter, api.Grade, api.BaseCell, *columns)
    found = {}
    for student, name, auto, score in rows:
        total, by_check = found.setdefault(student, (None, {}))
        if auto is not None:
            by_check[name] = auto
        if auto is not None or score:
            total = (total or 0.0) + score
        found[student] = total, by_check
    return found


def clear(gradebook, chapter, student, **submission):
    """Take back what the autograder has given a student for a chapter; what a person gave stays.

    Keyword arguments are columns of the submission, such as its timestamp.
    """
    gradebook.update_or_create_student(student)
    row = gradebook.update_or_create_submission(chapter, student, **submission)
    for book in row.notebooks:
        for grade in book.grades:
            grade.auto_score, grade.needs_manual_grade = None, True
        for comment in book.comments:
            comment.auto_comment = None
    gradebook.db.commit()


def follow(converter, chapter, marks, root=course.ROOT):
    """Bring a chapter's cells in the gradebook into line with its source notebook.

    nbgrader refuses to add or remove cells once there are submissions. Here a check that was added
    gets a row for each of them, and what a check that was removed had given is taken back.

    Parameters
    ----------
    converter : Converter
    chapter : str
    marks : list
        What the release depends on, as values that JSON can hold. Where they and the gradebook's
        cells are as they were, nothing is to be done.
    root : Path

    Raises
    ------
    MissingEntry
        When the gradebook does not know the chapter.
    """
    kept = Path(root, results.FOLDER, "followed", f"{chapter}.json")
    with connect(converter.coursedir) as gradebook:
        book = gradebook.find_notebook(chapter, chapter)
        if results.read(kept) == [marks, _fingerprint(book)]:
            return
    nb = release.make(converter, chapter, root, until=SaveCells)
    with connect(converter.coursedir) as gradebook:
        book = gradebook.find_notebook(chapter, chapter)
        agree = _agree(book, nb)
        if not agree:
            _match(gradebook, book, nb, chapter)
    if not agree:
        SaveCells(parent=converter.exporter).preprocess(nb, release.resources(converter, chapter))
    with connect(converter.coursedir) as gradebook:
        book = gradebook.find_notebook(chapter, chapter)
        results.write(kept, [marks, _fingerprint(book)])


def _fingerprint(book):
    """Return a hash of a notebook's cells in the gradebook."""
    sources = sorted((cell.name, cell.source) for cell in book.source_cells)
    points = sorted((cell.name, cell.max_score) for cell in book.grade_cells)
    return results.key(sources, points, sorted(cell.name for cell in book.solution_cells))


def _agree(book, nb):
    """Return whether the gradebook has a notebook's cells as they are."""
    cells = {notebook.grade_id(cell): cell for cell in nb.cells if _is_source(cell)}
    points = {name: c.metadata.nbgrader["points"] for name, c in cells.items() if is_grade(c)}
    return {cell.name: cell.source for cell in book.source_cells} == {
        name: cell.source for name, cell in cells.items()
    } and {cell.name: cell.max_score for cell in book.grade_cells} == points


def _is_source(cell):
    return is_grade(cell) or is_solution(cell) or is_locked(cell)


def _match(gradebook, book, nb, chapter):
    """Add and remove cells of a notebook, with the rows of its submissions that belong to them."""
    kinds = {
        "grade": (is_grade, book.grade_cells, api.Grade),
        "solution": (is_solution, book.solution_cells, api.Comment),
        "source": (_is_source, book.source_cells, None),
    }
    for kind, (belongs, old, row) in kinds.items():
        old = {cell.name: cell for cell in old}
        new = {notebook.grade_id(cell): cell for cell in nb.cells if belongs(cell)}
        for name in old.keys() - new.keys():
            rows = [] if row is None else gradebook.db.query(row).filter_by(cell_id=old[name].id)
            for gone in [*rows, old[name]]:
                gradebook.db.delete(gone)
        for name in [name for name in new if name not in old]:
            settings = {"cell_type": new[name].cell_type} if kind != "solution" else {}
            if kind == "grade":
                settings["max_score"] = float(new[name].metadata.nbgrader["points"])
            add = getattr(gradebook, f"update_or_create_{kind}_cell")
            cell = add(name, chapter, chapter, **settings)
            if row is not None:
                gradebook.db.add_all(row(cell_id=cell.id, notebook=n) for n in book.submissions)
    gradebook.db.commit()
