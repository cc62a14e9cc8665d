"""Makes a checkpoint the shipped surface net, with its card: `python -m quadrant_training.intraoral.export NET.pt`.

`--out FILE.onnx` writes the graph alone, for `npm run eval:ios -- --models FILE.onnx`.
"""

import argparse
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from ..export import MODELS, list_card
from ..quantise import digest
from .graph import FAR, NEAR, TOKEN_FACES, TOKENS, UNIT_MM, UNPOOL
from .nets import FEATURES, SurfaceNet
from .virtual_scan import FACES

VERSION = "0.2.0"
INPUTS = ["features", "near", "far", "token", "token_faces", "unpool", "unpool_weight"]
OUTPUTS = ["probabilities", "offsets"]


class Exported(nn.Module):
    """With probabilities in the place of logits."""

    def __init__(self, net: SurfaceNet):
        super().__init__()
        self.net = net

    def forward(self, *inputs: Tensor) -> tuple[Tensor, Tensor]:
        logits, offsets = self.net(*inputs)
        return logits.softmax(1), offsets


def example(faces: int) -> tuple[Tensor, ...]:
    torch.manual_seed(0)
    weight = torch.rand(faces, UNPOOL)
    return (
        torch.randn(faces, FEATURES),
        torch.randint(faces, (faces, NEAR)),
        torch.randint(faces, (faces, FAR)),
        torch.randint(faces, (TOKENS,)),
        torch.randint(faces, (TOKENS, TOKEN_FACES)),
        torch.randint(TOKENS, (faces, UNPOOL)),
        weight / weight.sum(1, keepdim=True),
    )


def write(net: nn.Module, path: Path) -> None:
    """Exports, and compares the file's answers with PyTorch's on another number of faces."""
    per_face = ["features", "near", "far", "unpool", "unpool_weight", *OUTPUTS]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            example(500),
            str(path),
            input_names=INPUTS,
            output_names=OUTPUTS,
            dynamic_axes={name: {0: "faces"} for name in per_face},
            opset_version=17,
            do_constant_folding=False,  # weights keep their names, so that training can go on from the file
            dynamo=False,
        )
    onnx.checker.check_model(onnx.load(path))
    inputs = example(1234)
    with torch.no_grad():
        expected = net(*inputs)
    session = onnxruntime.InferenceSession(path)
    found = session.run(None, {name: value.numpy() for name, value in zip(INPUTS, inputs, strict=True)})
    for name, a, b in zip(OUTPUTS, expected, found, strict=True):
        off = float(np.abs(a.numpy() - b).max())
        print(f"{path.name} {name}: differs by {off:.2g}")
        if off > 1e-3:
            raise RuntimeError(f"{name} of {path.name} is not what PyTorch answers")


def card(stored: dict, figures: list[dict]) -> dict:
    return {
        "id": "ios-surface",
        "role": "ios-surface",
        "version": VERSION,
        "file": "ios-surface.onnx",
        "sha256": digest(MODELS / "ios-surface.onnx"),
        "faces": FACES,
        "unitMm": UNIT_MM,
        "training": {
            "data": f"{stored['scans']} virtual scans of random jaws: real tooth shapes (STS-challenge/STS label "
            "volumes, MIT) in made-up gums; no real intraoral scan",
            "licence": "Apache-2.0",
            "command": "python -m quadrant_training.intraoral.train WORK NET.pt --start models/ios-surface.onnx "
            f"--steps {stored['steps']}, from version 0.1.0 (600 steps); the scans were bent from step 1800 on",
        },
        "figures": figures,
        "limits": [
            "Learned from made-up scans alone; on real ones a side behind a gap may be a place off. Check the numbers.",
            "Permanent teeth only; no milk teeth, no more than one tooth of a number.",
            "Research use, not for diagnosis.",
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("net", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--figures", type=Path, help="JSON: list of name, value, data")
    arguments = parser.parse_args()
    stored = torch.load(arguments.net, weights_only=True)
    net = SurfaceNet()
    net.load_state_dict(stored["net"])
    for parameter in net.parameters():
        parameter.requires_grad_(False)
    write(Exported(net).eval(), arguments.out or MODELS / "ios-surface.onnx")
    if arguments.out:
        return
    figures = json.loads(arguments.figures.read_text()) if arguments.figures else []
    described = card(stored, figures)
    (MODELS / "ios-surface.json").write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
    list_card("ios-surface.json")


if __name__ == "__main__":
    main()
