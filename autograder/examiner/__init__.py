"""The examiner: runs a notebook's checks in one process and the student's code in another.

A warm parent (`parent`, held by `warm`) forks the two for each notebook (`process`); they share a
socket (`wire`) over which plain values cross (`plain`, `packer`, `reader`). The student's side
(`student`, with `kept` and `changes`) runs given and answer cells and answers calls. The examiner's
side (`examine`, with `session` and `proxy`) runs the given cells for itself, then the checks, in
which a student's function is a proxy that calls across. Both run cells in a `shell`, whose
`outputs` are bounded. A tensor's graph stays where it was made, and its backward is asked for
across (`autograd`). Before its first cell the student's process is confined (`confinement`, with
`tree`, `landlock`, `seccomp` and `limits`, by calls of the `kernel`), on the best level that holds
against all `attempts` of a `probe`. The record of calls (`calls`) tells a known misconception
(`diagnosis`).
"""
