"""Right versions of `preprocessing_choice`, written differently from the solution."""

from autograder.misconceptions import right


@right("preprocessing_choice")
def by_name():
    """Name the two first."""
    like_batchnorm, like_layernorm = "c", "b"
    return like_batchnorm, like_layernorm


@right("preprocessing_choice")
def in_a_list():
    """Return a list."""
    return ["c", "b"]


@right("preprocessing_choice")
def out_of_a_dict():
    """Keep what each step averages over, and look it up."""
    steps = {"a": "nothing", "b": "an image", "c": "all images", "d": "a row"}
    over = {what: letter for letter, what in steps.items()}
    return over["all images"], over["an image"]
