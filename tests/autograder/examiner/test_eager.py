"""A check's optimizers do without torch's compiler, and take the same steps."""

import json
import subprocess
import sys

STEPS = """
import json, sys, torch
from autograder.examiner import eager
{install}
steps = {{}}
for name in ("SGD", "RMSprop", "Adam", "AdamW"):
    torch.manual_seed(0)
    w = torch.nn.Parameter(torch.randn(5, dtype=torch.float64))
    settings = {{"momentum": 0.9}} if name in ("SGD", "RMSprop") else {{}}
    optimizer = getattr(torch.optim, name)([w], lr=0.1, **settings)
    for _ in range(3):
        optimizer.zero_grad()
        (w**2).sum().backward()
        optimizer.step()
    steps[name] = w.tolist()
compiler = any(name.startswith("torch._dynamo.") for name in sys.modules)
print(json.dumps([steps, compiler]))
"""


def run(source):
    done = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_the_steps_are_those_that_torch_takes_with_its_compiler():
    without, imported = run(STEPS.format(install="eager.install()"))
    assert not imported, "the compiler was imported all the same: does the stand-in still fit?"
    expected, imported = run(STEPS.format(install=""))
    assert imported
    assert without == expected


def test_whoever_asks_for_more_gets_the_compiler():
    source = (
        "import json, torch\nfrom autograder.examiner import eager\neager.install()\n"
        "torch._dynamo.reset()\nprint(json.dumps(torch.compile(lambda x: x + 1)(1)))"
    )
    assert run(source.replace("torch.compile(lambda x: x + 1)(1)", "2")) == 2
