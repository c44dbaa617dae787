"""Messages over a socket: JSON and the raw bytes of arrays, each of a stated length."""

import json
import select
import socket
import struct
import time

import numpy as np

from autograder.examiner.packer import pack
from autograder.examiner.plain import MAX_ARRAYS, MAX_BYTES, TooLarge
from autograder.examiner.reader import unpack

_MAX_JSON = 48 * 2**20
_HEAD = struct.Struct("!QI")
_SMALL = 2**16  # buffers below this size are sent together
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class WireError(ConnectionError):
    """The other side sent what no honest side sends."""


class Closed(WireError):
    """The other side has ended."""


class Channel:
    """Messages over one end of a socket pair.

    Parameters
    ----------
    sock : socket.socket
        A connected stream socket.
    keep, find : callable, optional
        See `packer.pack` and `reader.unpack`; without them, only plain values cross.
    """

    def __init__(self, sock, keep=None, find=None):
        self.sock = sock
        self._keep = keep or _refuse
        self._find = find or _refuse

    def send(self, value, deadline=None, known=(), changed=()):
        """Send one message and return its table of objects.

        Parameters
        ----------
        value : object
        deadline : float, optional
            When to give up, on the clock of `time.monotonic`.
        known, changed
            See `packer.pack`.

        Raises
        ------
        TooLarge, TypeError
            When the value cannot cross; then nothing has been sent.
        TimeoutError
            When the other side had not taken all of it in time.
        Closed
            When the other side has ended.
        """
        message, buffers, objects = pack(value, self._keep, known, changed)
        tree = _encode(message).encode()
        if len(tree) > _MAX_JSON:
            raise TooLarge(f"a value of {len(tree):,} letters cannot be handed over")
        lengths = struct.pack(f"!{len(buffers)}Q", *(buffer.nbytes for buffer in buffers))
        together = bytearray(_HEAD.pack(len(tree), len(buffers)) + lengths + tree)
        for buffer in buffers:
            if buffer.nbytes > _SMALL:
                self._send(together, deadline)
                self._send(buffer, deadline)
                together = bytearray()
            else:
                together += buffer
        self._send(together, deadline)
        return objects

    def receive(self, deadline=None, known=(), kept=()):
        """Return the next message's value, and its table of objects.

        See `reader.unpack` for `known` and `kept`.

        Raises
        ------
        TimeoutError
            When nothing, or not all of it, had come by `deadline`.
        Closed
            When the other side has ended.
        WireError
            When the message is too large or malformed.
        """
        size, count = _HEAD.unpack(self._exactly(_HEAD.size, deadline))
        if size > _MAX_JSON or count > MAX_ARRAYS:
            raise WireError(f"a message of {size:,} letters and {count:,} arrays came")
        lengths = struct.unpack(f"!{count}Q", self._exactly(8 * count, deadline))
        if sum(lengths) > MAX_BYTES:
            raise WireError(f"a message of {sum(lengths):,} bytes came")
        tree = self._exactly(size, deadline)
        buffers = [self._exactly(length, deadline) for length in lengths]
        try:
            return unpack(json.loads(bytes(tree)), buffers, self._find, known, kept)
        except (ValueError, RecursionError, MemoryError) as error:
            raise WireError(f"a malformed message came ({error})") from error

    def wait(self, deadline):
        """Return whether a message, or the other side's end, comes by `deadline`."""
        poll = select.poll()
        poll.register(self.sock, select.POLLIN)
        return bool(poll.poll(max(deadline - time.monotonic(), 0.0) * 1000))

    def close(self):
        """Close this end."""
        self.sock.close()

    def _send(self, data, deadline):
        try:
            self.sock.settimeout(_left(deadline))
            self.sock.sendall(data)
        except TimeoutError:
            raise
        except OSError as error:
            raise Closed("the other process has ended") from error

    def _exactly(self, size, deadline):
        data = np.empty(size, np.uint8)
        view = memoryview(data)
        while view:
            try:
                self.sock.settimeout(_left(deadline))
                got = self.sock.recv_into(view)
            except TimeoutError:
                raise
            except OSError as error:
                raise Closed("the other process has ended") from error
            if not got:
                raise Closed("the other process has ended")
            view = view[got:]
        return data


def _left(deadline):
    """Return the seconds until a deadline, or None where there is none."""
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is used up")
    return left


def _refuse(value):
    raise TypeError(f"a {type(value).__name__} cannot be handed to another process")


def pair():
    """Return a connected pair of stream sockets."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
