"""A table with a caption and a number, as the output of a page's cell."""

from IPython.display import Markdown

NO_BREAK = "\N{NO-BREAK SPACE}"


def table(name: str, caption: str, header: list[str], rows: list[list[str]]) -> Markdown:
    """Return a table in MyST's form, to which the page can refer by its name.

    Parameters
    ----------
    name : str
        The label for ``{numref}``.
    caption : str
        What the numbers are and, where they are measured, from which data.
    header : list of str
        A title for each column.
    rows : list of list of str
        The cells. All columns but the first are aligned to the right, as numbers are.
    """
    rule = [":---"] + ["---:"] * (len(header) - 1)
    # A number stays on one line with its unit, however narrow the screen is.
    rows = [[first, *(cell.replace(" ", NO_BREAK) for cell in rest)] for first, *rest in rows]
    lines = ["| " + " | ".join(cells) + " |" for cells in [header, rule, *rows]]
    return Markdown("\n".join([f":::{{table}} {caption}", f":name: {name}", *lines, ":::"]))
