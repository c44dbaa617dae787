"""How many images a call asks for, and whether a data set has them."""

import operator


def choose(defaults, **asked):
    """Fill in the sizes that were left out.

    Parameters
    ----------
    defaults : tuple of int
        A size for each name, in the order of the names.
    **asked : int or None
        ``num_train``, ``num_val`` and ``num_test``; None takes the default.

    Returns
    -------
    list of int

    Raises
    ------
    ValueError
        When a size is negative or not a whole number.

    Examples
    --------
    >>> choose((49_000, 1_000, 1_000), num_train=500, num_val=None, num_test=0)
    [500, 1000, 0]
    """
    sizes = []
    for (name, size), default in zip(asked.items(), defaults, strict=True):
        try:
            number = operator.index(default if size is None else size)
        except TypeError:
            number = -1
        if number < 0:
            raise ValueError(f"{name} got {size!r}; expected a whole number of images, 0 or more.")
        sizes.append(number)
    return sizes


def refuse_more_than(available, num_train_pool, num_test):
    """Refuse sizes that go beyond what a data set has.

    Parameters
    ----------
    available : tuple of int
        Training and test images that the set has.
    num_train_pool : int
        Training and validation images asked for, together.
    num_test : int
        Test images asked for.

    Raises
    ------
    ValueError
        When either is more than there is.
    """
    pool, test = available
    if num_train_pool > pool:
        raise ValueError(
            f"num_train + num_val got {num_train_pool:,}; this set has {pool:,} images to train "
            "and validate on: ask for fewer."
        )
    if num_test > test:
        raise ValueError(f"num_test got {num_test:,}; this set has {test:,} test images.")
