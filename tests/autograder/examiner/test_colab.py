"""Case 32: what a student does in Colab costs nothing where there is no Colab."""

import pytest


@pytest.mark.parametrize(
    "above",
    [
        "from google.colab import drive\ndrive.mount('/content/drive')",
        "import google.colab\ngoogle.colab.drive.mount('/content/drive', force_remount=True)",
        "import google.colab.drive as drive\ndrive.flush_and_unmount()",
        "from google.colab import files\nfor name in files.upload(): raise ValueError",
        "from google.colab import output, userdata\nuserdata.get('token')\noutput.clear()",
        "from google.colab.patches import cv2_imshow\ncv2_imshow(None)",
        "!pip install no-such-package-of-anyone",
        "%pip install no-such-package-of-anyone",
    ],
)
def test_an_answer_below_it_is_defined(session, above):
    session.limit = 20
    outputs = session.run(f"{above}\ndef sq(x): return x * x")
    assert not any(output["output_type"] == "error" for output in outputs), outputs
    assert session.names(["sq"])["sq"](3) == 9


def test_it_is_said_that_nothing_was_done(session):
    (output,) = session.run("from google.colab import drive\ndrive.mount('/content/drive')")
    assert output["name"] == "stderr"
    assert output["text"] == "google.colab.drive.mount does nothing while a notebook is graded.\n"


def test_who_looks_for_colab_finds_none(session):
    session.run("import sys\nfound = 'google.colab' in sys.modules")
    assert session.names(["found"]) == {"found": False}
    (output,) = session.run("import google.no_such_part")
    assert output["ename"] == "ModuleNotFoundError"
