"""What came of one cell: its outputs, and the score of a check."""

from autograder.examiner.outputs import MAX_PRINTED, clean


def label(cell):
    """Return how a report names a cell: its place in the notebook and its name, if it has one."""
    return f"cell {cell['place']}" + (f" ({cell['name']})" if cell["name"] else "")


def scored(score, text):
    """Return a check's outcome: its score, with the report as outputs that nbgrader reads."""
    text = clean(text, MAX_PRINTED).rstrip("\n") + "\n"
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": text},
        {
            "output_type": "execute_result",
            "data": {"text/plain": repr(float(score))},
            "metadata": {},
            "execution_count": None,
        },
    ]
    return {"outputs": outputs, "score": float(score)}


def unscored(outputs):
    """Return the outcome of a cell that is no check."""
    return {"outputs": outputs, "score": None}


def lost(cell, reason):
    """Return the outcome of a cell that could not be run: no points, and the reason."""
    if cell["kind"] == "check":
        return scored(0.0, f"0 of {cell['points']:g} points: {reason}.")
    return unscored(
        [{"output_type": "error", "ename": "NotRun", "evalue": reason, "traceback": [reason]}]
    )
