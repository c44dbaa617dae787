"""The attachments of mails, of which the sender is believed and the sender's clock is not."""

import email
import email.policy
import email.utils
import io
import mailbox
from datetime import UTC

from autograder.handin.entry import Entry, RefusedError, check_size, is_junk, safe_name

#: How much longer a file is in a mail, where three bytes take four signs and lines have ends.
_LONGER = 1.4


def letters(path):
    """Yield the messages of a file in the form mbox, as bytes, with a name for each.

    Parameters
    ----------
    path : Path
    """
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.keys():  # noqa: SIM118 - it is no dict
            yield f"{path.name}/message {key + 1}", box.get_bytes(key)
    finally:
        box.close()


def entries(name, data, refuse):
    """Yield the attachments of a message as `Entry`, with its sender and its time.

    The time is the one at which the last server received it, which the topmost header tells; the
    sender's own, if there is no other.

    Parameters
    ----------
    name : str
        What to call the message.
    data : bytes
    refuse : callable
        Is given the name and the reason of a file that is not taken.

    Raises
    ------
    RefusedError
        When the message cannot be read, or tells no sender or time.
    """
    check_size(int(len(data) / _LONGER))
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        sender = email.utils.parseaddr(str(message["From"]))[1]
        time = _time(message)
        parts = [p for p in message.walk() if p.get_filename()]
    except Exception as error:  # headers that are wrong can raise almost any
        raise RefusedError(f"its headers cannot be read ({error})") from None
    if "@" not in sender:
        raise RefusedError("it tells no sender")
    if time is None:
        raise RefusedError("it tells no time")
    for part in parts:
        inner = part.get_filename()
        if is_junk(inner):
            continue
        try:
            safe = safe_name(inner)
            content = part.get_payload(decode=True) or b""
            check_size(len(content))
        except RefusedError as error:
            refuse(f"{name}/{inner}", str(error))
            continue
        key = str(message["Message-ID"] or name)
        opener = _opener(content)
        yield Entry(f"{name}/{safe}", time, opener, len(content), sender, key)


def _opener(content):
    return lambda: io.BytesIO(content)


def _time(message):
    received = [str(value).rpartition(";")[2] for value in message.get_all("Received", [])]
    for text in [*received[:1], str(message["Date"] or "")]:
        try:
            time = email.utils.parsedate_to_datetime(text.strip())
        except (ValueError, TypeError):
            continue
        return time.astimezone(UTC).replace(tzinfo=None) if time.tzinfo else time
    return None
