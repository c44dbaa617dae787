"""The gradebook kept open through a run is the one on the disk, and closed after it."""

import sqlite3

from nbgrader import api

from autograder import gradebook


def test_a_gradebook_kept_open_shows_what_others_write_and_is_let_go_at_the_end(tmp_path):
    path = tmp_path / "gradebook.db"
    original = api.create_engine
    with gradebook.kept_open():
        with api.Gradebook(f"sqlite:///{path}") as first:
            first.add_student("ada")
        other = sqlite3.connect(path)
        with other:
            other.execute("insert into student (id) values ('ben')")
        other.close()
        with api.Gradebook(f"sqlite:///{path}") as second:
            assert second.engine is first.engine
            assert {student.id for student in second.students} == {"ada", "ben"}
        assert second.engine.pool.checkedout() == 0
        pool = second.engine.pool
    assert api.create_engine is original
    assert second.engine.pool is not pool  # disposed of
    with api.Gradebook(f"sqlite:///{path}") as third:
        assert third.engine is not first.engine
