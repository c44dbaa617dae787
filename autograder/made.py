"""What a command has made of a chapter, so that it need not be made again when nothing changed."""

from autograder import results

#: The folder of the course that holds what is remembered.
FOLDER = ".cache/made"


def recall(command, chapter, ingredients, root):
    """Return the folders that a command made of a chapter, or None where they are not current.

    Parameters
    ----------
    command, chapter : str
    ingredients : list
        What they are made from: paths of files, whose contents count, and values.
    root : Path
        The course's folder.

    Returns
    -------
    list of str or None
        Paths from the root; None when a file there or an ingredient is another than at that time.
    """
    kept = results.read(_path(command, chapter, root))
    if kept and kept["key"] == _key(ingredients, kept["folders"], root):
        return kept["folders"]
    return None


def remember(command, chapter, ingredients, folders, root):
    """Remember the folders that a command has made of a chapter."""
    kept = {"folders": folders, "key": _key(ingredients, folders, root)}
    results.write(_path(command, chapter, root), kept)


def _path(command, chapter, root):
    return root / FOLDER / f"{command}-{chapter}.json"


def _key(ingredients, folders, root):
    files = [path for path in ingredients if hasattr(path, "is_file")]
    values = [value for value in ingredients if value not in files]
    made = [results.digest((root / folder).rglob("*")) for folder in folders]
    return results.key(results.installation(), results.digest(files), values, made)
