"""Plain values over a socket: what the two processes may say to each other.

A message is a tree of plain values written as JSON, and the raw buffers of its arrays. There is no
pickle: only exact built-in types, NumPy arrays and numbers, and torch tensors cross as values. What
else a student's process holds stays there, and a `Handle` stands for it.
"""

import itertools
import json
import select
import socket
import struct
import sys

import numpy as np

#: The largest message either side accepts, in bytes.
MAX_BYTES = 512 * 2**20
_MAX_JSON = 64 * 2**20
_HEAD = struct.Struct("!QI")
_LENGTH = struct.Struct("!Q")
_PLAIN = (bool, str, type(None))


class WireError(ConnectionError):
    """The other side is gone, or sent what no honest side sends."""


class Handle:
    """A number that stands for an object which stays in the student's process."""

    def __init__(self, number, kind="object", type_name="object"):
        self.number = number
        self.kind = kind
        self.type_name = type_name


def pack(value, buffers, keep):
    """Turn a value into a JSON tree, its array data appended to `buffers`.

    Parameters
    ----------
    value : object
        Plain values are copied; for anything else `keep` is asked.
    buffers : list
        Receives one C-contiguous byte view an array.
    keep : callable
        Takes an object that is not a plain value and returns a `Handle`, or raises TypeError.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is int or kind is float:
        return value if kind is float or abs(value) < 2**53 else {"i": str(value)}
    if kind is list or kind is tuple:
        return {"l" if kind is list else "t": [pack(item, buffers, keep) for item in value]}
    if kind is dict:
        pairs = [[pack(k, buffers, keep), pack(v, buffers, keep)] for k, v in value.items()]
        return {"d": pairs}
    if kind is np.ndarray and value.dtype.kind in "biufc":
        return {"a": _pack_array(value, buffers)}
    if isinstance(value, np.generic) and value.dtype.kind in "biufc":
        return {"s": _pack_array(np.asarray(value), buffers)}
    if _is_tensor(value):
        array = value.detach().cpu().numpy()
        return {"T": [_pack_array(array, buffers), bool(value.requires_grad)]}
    if kind is slice:
        return {"S": [pack(v, buffers, keep) for v in (value.start, value.stop, value.step)]}
    if value is Ellipsis:
        return {"e": 0}
    if kind is bytes:
        return {"b": _pack_array(np.frombuffer(value, np.uint8), buffers)}
    if kind is complex:
        return {"c": [value.real, value.imag]}
    if isinstance(value, np.dtype) or (isinstance(value, type) and issubclass(value, np.generic)):
        return {"y": np.dtype(value).str}
    handle = keep(value)
    return {"h": [handle.number, handle.kind, handle.type_name]}


def unpack(tree, buffers, find):
    """Turn a JSON tree and its buffers back into a value; `find` gives what a `Handle` stands for.

    Raises
    ------
    WireError
        When the tree is not one that `pack` writes.
    """
    try:
        return _unpack(tree, buffers, find)
    except (KeyError, IndexError, TypeError, ValueError, RecursionError) as error:
        raise WireError(f"a malformed message arrived ({error})") from error


def _unpack(tree, buffers, find):
    if not isinstance(tree, dict):
        return tree
    ((tag, body),) = tree.items()
    if tag == "i":
        return int(body)
    if tag == "l":
        return [_unpack(item, buffers, find) for item in body]
    if tag == "t":
        return tuple(_unpack(item, buffers, find) for item in body)
    if tag == "d":
        return {_unpack(k, buffers, find): _unpack(v, buffers, find) for k, v in body}
    if tag == "a":
        return _unpack_array(body, buffers)
    if tag == "s":
        return _unpack_array(body, buffers)[()]
    if tag == "T":
        return _tensor(_unpack_array(body[0], buffers), body[1])
    if tag == "S":
        return slice(*(_unpack(v, buffers, find) for v in body))
    if tag == "e":
        return Ellipsis
    if tag == "b":
        return _unpack_array(body, buffers).tobytes()
    if tag == "c":
        return complex(*body)
    if tag == "y":
        return np.dtype(body).type
    if tag == "h":
        return find(Handle(int(body[0]), str(body[1]), str(body[2])))
    raise ValueError(f"unknown tag {tag!r}")


def _pack_array(array, buffers):
    # Fortran order is part of what a student's function is given, so it crosses too.
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    flat = array if array.flags.c_contiguous or order == "F" else np.ascontiguousarray(array)
    view = flat.T if order == "F" else flat
    buffers.append(memoryview(view.reshape(-1).view(np.uint8)))
    return [array.dtype.str, list(array.shape), order, len(buffers) - 1]


def _unpack_array(body, buffers):
    dtype, shape, order, index = body
    dtype = np.dtype(dtype)
    if dtype.kind not in "biufc":
        raise ValueError(f"dtype {dtype} may not cross")
    shape = tuple(int(n) for n in shape)
    data = buffers[index]
    if order == "F":
        return data.view(dtype).reshape(shape[::-1]).T
    return data.view(dtype).reshape(shape)


def _is_tensor(value):
    torch = sys.modules.get("torch")
    return torch is not None and type(value) is torch.Tensor and value.layout == torch.strided


def _tensor(array, requires_grad):
    import torch

    return torch.from_numpy(array).requires_grad_(requires_grad)


class Channel:
    """Messages over one end of a socket pair.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket.
    keep, find : callable, optional
        See `pack` and `unpack`; without them, only plain values cross.
    """

    def __init__(self, sock, keep=None, find=None):
        self.sock = sock
        self._keep = keep or _refuse
        self._find = find or _refuse

    def send(self, value):
        """Send one message."""
        buffers = []
        tree = json.dumps(pack(value, buffers, self._keep)).encode()
        lengths = b"".join(_LENGTH.pack(b.nbytes) for b in buffers)
        try:
            self.sock.sendall(_HEAD.pack(len(tree), len(buffers)) + lengths + tree)
            for buffer in buffers:
                self.sock.sendall(buffer)
        except OSError as error:
            raise WireError("the other process has ended") from error

    def receive(self, timeout=None):
        """Return the next message.

        Raises
        ------
        TimeoutError
            When nothing, or not all of it, came within `timeout` seconds.
        WireError
            When the other side has ended, or its message is too large or malformed.
        """
        self.sock.settimeout(timeout)
        size, count = _HEAD.unpack(self._exactly(_HEAD.size))
        if size > _MAX_JSON or count > 100_000:
            raise WireError(f"a message of {size} bytes and {count} arrays is too large")
        lengths = [_LENGTH.unpack(self._exactly(_LENGTH.size))[0] for _ in range(count)]
        if size + sum(lengths) > MAX_BYTES:
            raise WireError(f"a message of {size + sum(lengths)} bytes is too large")
        tree = self._exactly(size)
        buffers = [np.frombuffer(self._exactly(n), np.uint8) for n in lengths]
        try:
            parsed = json.loads(bytes(tree))
        except (ValueError, RecursionError) as error:
            raise WireError("a malformed message arrived") from error
        return unpack(parsed, buffers, self._find)

    def wait(self, timeout):
        """Return whether a message begins to arrive within `timeout` seconds."""
        return bool(select.select([self.sock], [], [], max(timeout, 0.0))[0])

    def close(self):
        """Close this end."""
        self.sock.close()

    def _exactly(self, size):
        data = bytearray(size)
        view = memoryview(data)
        while view:
            try:
                got = self.sock.recv_into(view)
            except TimeoutError:
                raise
            except OSError as error:
                raise WireError("the other process has ended") from error
            if not got:
                raise WireError("the other process has ended")
            view = view[got:]
        return data


class Kept:
    """The objects that stay behind, by number; `keep` and `find` serve a `Channel`."""

    def __init__(self):
        self._objects = {}
        self._numbers = itertools.count(1)

    def keep(self, value):
        """Store an object and return its `Handle`."""
        number = next(self._numbers)
        self._objects[number] = value
        kind = "class" if isinstance(value, type) else "call" if callable(value) else "object"
        return Handle(number, kind, type(value).__name__)

    def find(self, handle):
        """Return the object that a handle stands for."""
        return self._objects[handle.number]

    def drop(self, numbers):
        """Forget objects that the other side no longer holds."""
        for number in numbers:
            self._objects.pop(number, None)


def _refuse(value):
    raise TypeError(f"a {type(value).__name__} cannot cross between processes")


def pair():
    """Return a connected pair of stream sockets."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
