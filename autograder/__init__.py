"""The instructor's side of the course: releasing, grading, feedback and reports."""
