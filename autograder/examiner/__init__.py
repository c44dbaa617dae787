"""The examiner: runs a notebook's checks in one process and the student's code in another.

A warm parent (`warm`) forks the two; they share a socket (`wire`). The student's side (`student`)
runs given and answer cells and answers calls; the examiner's side (`proxy`, `examine`) runs the
given cells for itself, then the checks, in which a student's function is a proxy that calls across.
"""
