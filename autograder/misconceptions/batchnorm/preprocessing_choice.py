"""Wrong versions of `preprocessing_choice`."""

from autograder.misconceptions import wrong


@wrong(
    "preprocessing_choice",
    hint="""The two have changed places. Which of them averages one feature over many samples?""",
)
def swapped():
    """Swap the two."""
    return "b", "c"


@wrong(
    "preprocessing_choice",
    hint="""The first of your letters is a step that takes no averages at all. Ask over which
    numbers each mean is taken.""",
)
def a_and_b():
    """Answer a and b."""
    return "a", "b"


@wrong(
    "preprocessing_choice",
    hint="""The first of your letters is a step that takes no averages at all, and the step
    given for layer normalisation compares images with each other. Ask over which
    numbers each mean is taken.""",
)
def a_and_c():
    """Answer a and c."""
    return "a", "c"


@wrong(
    "preprocessing_choice",
    hint="""The first of your letters is a step that takes no averages at all, and the step
    given for layer normalisation takes a row for the whole image. Ask over which
    numbers each mean is taken.""",
)
def a_and_d():
    """Answer a and d."""
    return "a", "d"


@wrong(
    "preprocessing_choice",
    hint="""The first of your letters is a step that looks at one image alone, and a step
    without averages is given for layer normalisation. Ask over which numbers each
    mean is taken.""",
)
def b_and_a():
    """Answer b and a."""
    return "b", "a"


@wrong(
    "preprocessing_choice",
    hint="""The first of your letters is a step that looks at one image alone, and the step
    given for layer normalisation takes a row for the whole image. Ask over which
    numbers each mean is taken.""",
)
def b_and_d():
    """Answer b and d."""
    return "b", "d"


@wrong(
    "preprocessing_choice",
    hint="""A step without averages is given for layer normalisation. Ask over which numbers
    each mean is taken.""",
)
def c_and_a():
    """Answer c and a."""
    return "c", "a"


@wrong(
    "preprocessing_choice",
    hint="""The step given for layer normalisation takes a row for the whole image. Ask over
    which numbers each mean is taken.""",
)
def c_and_d():
    """Answer c and d."""
    return "c", "d"


@wrong(
    "preprocessing_choice",
    hint="""The first of your letters is a step that looks at one row of one image, and a step
    without averages is given for layer normalisation. Ask over which numbers each
    mean is taken.""",
)
def d_and_a():
    """Answer d and a."""
    return "d", "a"


@wrong(
    "preprocessing_choice",
    hint="""The first of your letters is a step that looks at one row of one image. Ask over
    which numbers each mean is taken.""",
)
def d_and_b():
    """Answer d and b."""
    return "d", "b"


@wrong(
    "preprocessing_choice",
    hint="""The first of your letters is a step that looks at one row of one image, and the
    step given for layer normalisation compares images with each other. Ask over which
    numbers each mean is taken.""",
)
def d_and_c():
    """Answer d and c."""
    return "d", "c"
