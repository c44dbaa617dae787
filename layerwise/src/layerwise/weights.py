"""A trained model's weights as a file that holds bare numbers: reading it runs no code.

The format follows the file's name: ``.safetensors``, or ``.pt`` for torch's own format, of which
tensors alone are read. torch and safetensors are imported when a file is written or read.
"""

import os
from pathlib import Path

#: The most that a file may hold, in bytes; the grader takes no larger one either.
LARGEST = 100_000_000

_FORMATS = (".safetensors", ".pt")


def save(path, tensors):
    """Write tensors to a file, in place of the former one once it is complete.

    Parameters
    ----------
    path : str or pathlib.Path
        Ends in ``.safetensors`` or ``.pt``.
    tensors : dict of str to Tensor
        A model's ``state_dict()``, for example. They may lie on any device.

    Raises
    ------
    TypeError
        When something in `tensors` is no tensor, or a name is no string.
    ValueError
        When the name ends in something else, or the tensors have more than `LARGEST` bytes.
    ImportError
        When safetensors is not installed.

    Examples
    --------
    >>> import os, tempfile, torch
    >>> path = os.path.join(tempfile.mkdtemp(), "model.safetensors")
    >>> save(path, {"bias": torch.tensor([1.0, 2.0])})
    >>> load(path)
    {'bias': tensor([1., 2.])}
    """
    import torch

    path, suffix = _path(path)
    for name, tensor in dict(tensors).items():
        if type(name) is not str or not isinstance(tensor, torch.Tensor):
            raise TypeError(
                f"weights.save got a {type(tensor).__name__} under {name!r}; expected tensors by "
                "name, such as model.state_dict()."
            )
    # Copies of their own: safetensors refuses tensors that share memory, as tied layers do.
    own = {n: t.detach().cpu().contiguous().clone() for n, t in tensors.items()}
    size = sum(t.numel() * t.element_size() for t in own.values())
    if size > LARGEST:
        raise ValueError(
            f"The tensors have {size:,} bytes; {LARGEST:,} is the most that can be handed in: "
            "make the model smaller."
        )
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        if suffix == ".safetensors":
            _safetensors().save_file(own, partial)
        else:
            torch.save(own, partial)
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def load(path):
    """Read the tensors that `save` wrote, onto the CPU.

    Parameters
    ----------
    path : str or pathlib.Path
        Ends in ``.safetensors`` or ``.pt``.

    Returns
    -------
    dict of str to Tensor

    Raises
    ------
    FileNotFoundError
        When there is no such file.
    ValueError
        When the file is too large, damaged, or holds anything but tensors by name.
    ImportError
        When safetensors is not installed.
    """
    path, suffix = _path(path)
    if not path.is_file():
        raise FileNotFoundError(
            f"There is no file {path}; expected one that weights.save wrote, in this folder."
        )
    size = path.stat().st_size
    if size > LARGEST:
        raise ValueError(
            f"{path} has {size:,} bytes; {LARGEST:,} is the most: make the model smaller."
        )
    tensors = _read_safetensors(path) if suffix == ".safetensors" else _read_torch(path)
    if not isinstance(tensors, dict) or not all(map(_is_named_tensor, tensors.items())):
        raise ValueError(
            f"{path} does not hold tensors by name alone; write it with weights.save and "
            "model.state_dict()."
        )
    return dict(tensors)


def _path(path):
    path = Path(path)
    if path.suffix not in _FORMATS:
        raise ValueError(
            f"The file is called {path.name}; expected a name that ends in {_FORMATS[0]}."
        )
    return path, path.suffix


def _safetensors():
    try:
        from safetensors import torch as safetensors
    except ImportError:
        raise ImportError("safetensors is not installed: run pip install safetensors.") from None
    return safetensors


def _read_safetensors(path):
    safetensors = _safetensors()
    try:
        return safetensors.load_file(path)
    except Exception as error:  # its own exception types are many
        raise ValueError(
            f"{path} is no whole file of safetensors ({error}); write it again with weights.save."
        ) from None


def _read_torch(path):
    import torch

    try:
        return torch.load(path, map_location="cpu", weights_only=True)
    except Exception as error:  # pickles that want to run code, and damaged files of any kind
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ValueError(
            f"{path} holds more than tensors, or is damaged, and was not read ({reason}); write it "
            "with weights.save and model.state_dict()."
        ) from None


def _is_named_tensor(item):
    import torch

    name, tensor = item
    return type(name) is str and isinstance(tensor, torch.Tensor)
