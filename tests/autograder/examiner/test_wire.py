"""A channel carries plain values both ways, in bounded time and memory, whoever is at its end."""

import json
import struct
import threading
import time

import numpy as np
import pytest

from autograder.examiner import wire
from autograder.examiner.plain import TooLarge
from autograder.examiner.wire import Channel, Closed, WireError, pair


def frame(text, lengths=(), data=b""):
    """Return a message's bytes, whatever they say."""
    head = struct.pack("!QI", len(text), len(lengths))
    return head + struct.pack(f"!{len(lengths)}Q", *lengths) + text + data


def soon(seconds=5.0):
    return time.monotonic() + seconds


def test_values_and_arrays_large_and_small_arrive_in_order(channels):
    one, other = channels
    sent = [{"small": np.arange(3), "large": np.arange(10**6), "more": [np.ones(2)] * 3}, (1, 2)]

    def send():
        for value in sent:
            one.send(value)

    thread = threading.Thread(target=send)
    thread.start()
    got, _ = other.receive(soon())
    assert list(got) == ["small", "large", "more"]
    np.testing.assert_array_equal(got["large"], np.arange(10**6))
    assert other.receive(soon())[0] == (1, 2)
    thread.join()


def test_a_reply_can_refer_to_what_was_sent_and_change_it(channels):
    one, other = channels
    w, config = np.ones(2), {}
    objects = one.send([w, config])
    (their_w, their_config), theirs = other.receive(soon())
    their_w[0], their_config["t"] = 3, 1
    other.send((their_w, "new"), known=theirs, changed=[1, 2])
    (got, new), _ = one.receive(soon(), objects)
    assert got is w
    assert new == "new"
    assert w.tolist() == [3, 1]
    assert config == {"t": 1}


def test_what_cannot_cross_is_refused_and_nothing_is_sent(channels):
    one, other = channels
    with pytest.raises(TypeError, match="a function cannot be handed"):
        one.send([np.ones(3), soon])
    with pytest.raises(TooLarge):
        one.send(list(range(10**6)))
    one.send("next")
    assert other.receive(soon())[0] == "next"


def test_too_much_text_is_refused_by_the_sender(channels, monkeypatch):
    monkeypatch.setattr(wire, "_MAX_JSON", 100)
    with pytest.raises(TooLarge, match="letters cannot be handed over"):
        channels[0].send("x" * 200)


def test_silence_is_a_timeout(channels):
    assert not channels[0].wait(soon(0.05))
    with pytest.raises(TimeoutError):
        channels[0].receive(soon(0.05))


def test_a_message_that_dribbles_in_is_a_timeout(channels):
    one, other = channels
    data, stop = frame(json.dumps("x" * 1000).encode()), threading.Event()

    def dribble():
        for byte in data:
            if stop.wait(0.02):
                return
            one.sock.send(bytes([byte]))

    thread = threading.Thread(target=dribble)
    thread.start()
    with pytest.raises(TimeoutError):
        other.receive(soon(0.3))
    stop.set()
    thread.join()


def test_a_receiver_that_does_not_read_is_a_timeout(channels):
    with pytest.raises(TimeoutError):
        channels[0].send(np.zeros(10**7), soon(0.2))


def test_an_end_in_the_middle_is_an_end(channels):
    one, other = channels
    one.sock.sendall(frame(b"[1, 2", (10,))[:-3])
    one.close()
    with pytest.raises(Closed, match="has ended"):
        other.receive(soon())
    with pytest.raises(Closed, match="has ended"):
        other.send(np.zeros(10**6))


@pytest.mark.parametrize(
    "data",
    [
        b"\xff" * 12,
        b"GET / HTTP/1.1\r\n\r\n",
        frame(b"x", (2**62,)),
        frame(b"x", (2**29, 2**29)),
        frame(b"", ()),
        frame(b"not JSON"),
        frame(b'{"root": 1}'),
        frame(b"[" * 100_000),
        frame(b'{"a":' * 20_000),
        frame(b"\xff\xfe"),
        frame(b'{"root": ' + b"9" * 5000 + b', "new": [], "changed": []}'),
        frame(
            b'{"root": {"r": 0}, "new": [["a", "<f8", [2], "C", 0, 1]], "changed": []}', (1,), b"x"
        ),
    ],
    ids=lambda data: repr(data[:24]),
)
def test_garbage_is_an_error_of_the_wire_and_nothing_worse(data):
    ours, theirs = pair()
    with ours, theirs:
        ours.sendall(data)
        with pytest.raises(WireError):
            Channel(theirs).receive(soon(1))


def test_a_large_message_is_not_believed_before_it_comes(channels):
    one, other = channels
    one.sock.sendall(frame(b"x", (2**29,)))
    with pytest.raises(TimeoutError):
        other.receive(soon(0.1))
