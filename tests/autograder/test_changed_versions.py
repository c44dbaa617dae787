"""A wrong version can be given as a right one with some lines changed."""

import pytest

from autograder.misconceptions import right, wrong


@right("f")
def plain(x, scale=2):
    """Add and scale."""
    if x is None:
        raise ValueError("x")
    total = x + 1
    return scale * total


@right("Counter")
class Plain:
    """Count."""

    def up(self):
        """Go up."""
        self.n = 1
        return self.n

    def down(self):
        """Go down."""
        self.n = -1
        return self.n


def like(base, change, of="f"):
    @wrong(of, hint="A hint.", like=base, change=change)
    def slip():
        """What is wrong."""

    return slip.bank_versions[0]


def test_lines_are_replaced_inserted_and_removed():
    slip = like(
        plain,
        """
        - if x is None:
        -     raise ValueError("x")
        + scale += 1

        - return scale * total
        + for _ in range(1):
        +     total = -total
        + return scale * total
        """,
    )
    assert slip.function(1) == 3 * -2
    assert plain(1) == 4
    assert slip.name == "slip"
    assert slip.is_wrong
    assert not plain.bank_versions[0].is_wrong


def test_its_source_stands_alone_under_the_graded_name():
    source = like(plain, "- total = x + 1\n+ total = x").source()
    space = {}
    exec(source, space)
    assert space["f"](3) == 6
    assert source.startswith('def f(x, scale=2):\n    """What is wrong."""\n')


def test_a_class_is_changed_in_one_of_its_methods():
    slip = like(Plain, "- self.n = -1\n+ self.n = 7", of="Counter")
    assert slip.function().down() == 7
    assert slip.function().up() == 1
    assert slip.source().startswith("class Counter:\n")


@pytest.mark.parametrize(
    ("base", "change", "times"),
    [(plain, "- total = x + 2\n+ total = 0", 0), (Plain, "- return self.n\n+ return 0", 2)],
)
def test_lines_that_do_not_stand_there_once_are_refused(base, change, times):
    with pytest.raises(ValueError, match=f"slip: the lines to change stand there {times} times"):
        like(base, change).source()


def test_one_function_can_be_a_version_of_several_answers():
    @wrong(("f", "g"), hint="A hint.")
    def slip(x):
        return x

    assert [(v.of, v.name, v.function(3)) for v in slip.bank_versions] == [
        ("f", "slip", 3),
        ("g", "slip", 3),
    ]
    assert slip.bank_versions[1].source().startswith("def g(x):")


def once(function):
    return function


@right("f")
@once
def decorated(x):
    """Return x."""
    return x


def test_a_version_keeps_its_own_decorators_and_loses_the_bank_s_mark():
    (version,) = decorated.bank_versions
    assert version.source() == '@once\ndef f(x):\n    """Return x."""\n    return x\n'
