"""What stands in the examiner for the objects and exceptions of a student's process."""

import builtins
import functools

_MAX_NAME = 80


class Remote:
    """Stands for an object that stays in the student's process.

    It is of a class of its own with the name of the student's type, so that messages name that. It
    equals nothing but itself, whatever the student's ``__eq__`` says.
    """

    _student_type = "object"

    def __init__(self, session, handle):
        # The names are mangled: any other attribute is the student's object's.
        object.__setattr__(self, "_Remote__session", session)
        object.__setattr__(self, "_Remote__handle", handle)
        object.__setattr__(self, "_Remote__name", None)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(f"{type(self).__name__} has no attribute {name}")
        return self.__session.apply("getattr", self, name)

    def __setattr__(self, name, value):
        self.__session.apply("setattr", self, name, value)

    def __getitem__(self, key):
        return self.__session.apply("getitem", self, key)

    def __setitem__(self, key, value):
        self.__session.apply("setitem", self, key, value)

    def __len__(self):
        return self.__session.apply("len", self)

    def __iter__(self):
        there = self.__session.apply("iter", self)
        while True:
            try:
                yield self.__session.apply("next", there)
            except RuntimeError as error:
                if getattr(error, "_student_type", None) != StopIteration.__name__:
                    raise
                return

    def __bool__(self):
        return self.__session.apply("bool", self)

    def __float__(self):
        return self.__session.apply("float", self)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return f"<a {self._student_type} in the student's process>"

    def __del__(self):
        self.__session.drop(self.__handle.number)


class RemoteCallable(Remote):
    """Stands for a function or class that stays in the student's process."""

    def __call__(self, *args, **kwargs):
        """Call it there; what it changes in plain arguments is changed here."""
        return self._Remote__session.call(self, self._Remote__name, args, kwargs)


def stand_in(session, handle):
    """Return what stands for an object of a session's process."""
    return _class(handle.kind in ("call", "class"), handle.type_name)(session, handle)


def handle_of(remote):
    """Return the handle of what a `Remote` stands for."""
    return object.__getattribute__(remote, "_Remote__handle")


def name_of(remote):
    """Return the name that the student gave the object; None where it has none."""
    return object.__getattribute__(remote, "_Remote__name")


def call_it(remote, name):
    """Give a `Remote` the name that the student gave the object."""
    object.__setattr__(remote, "_Remote__name", name)


@functools.lru_cache(maxsize=256)
def _class(is_callable, type_name):
    name = type_name if type_name.isidentifier() and len(type_name) < _MAX_NAME else "object"
    base = RemoteCallable if is_callable else Remote
    return type(name, (base,), {"_student_type": name})


def rebuild(described):
    """Turn a described exception back into one, of the nearest built-in type.

    Parameters
    ----------
    described : dict
        As `autograder.examiner.student.describe` makes it. Anything that is not as it should be
        is replaced: an exception can always be had. A StopIteration becomes a RuntimeError: it
        would end a check's ``all(map(...))`` in silence, as if every answer had been right.

    Returns
    -------
    Exception
        Its ``_student_type`` and ``_student_place`` say what a report should.
    """
    described = described if type(described) is dict else {}
    name, message, place = (described.get(key) for key in ("type", "message", "place"))
    name = name if type(name) is str and name.isidentifier() else "RuntimeError"
    message = message if type(message) is str else ""
    rebuilt = _exception(name, described.get("bases"), message)
    rebuilt._student_type = name
    rebuilt._student_place = place if type(place) is str else "in the notebook"
    return rebuilt


def _exception(name, bases, message):
    own = {"__str__": lambda self: message}  # a KeyError would quote its message once more
    base = next(filter(None, map(_built_in, bases if type(bases) is list else [])), RuntimeError)
    try:
        return type(name, (base,), own)(message)
    except TypeError:  # UnicodeDecodeError and its like want more than a message
        return type(name, (RuntimeError,), own)(message)


def _built_in(name):
    """Return the built-in exception of a name; None where there is none, or it would end more."""
    kind = getattr(builtins, name, None) if type(name) is str else None
    if not (isinstance(kind, type) and issubclass(kind, Exception)):
        return None
    return RuntimeError if issubclass(kind, StopIteration | StopAsyncIteration) else kind
