"""Writes a checkpoint of the surface net as ONNX: `python -m quadrant_training.intraoral.export NET.pt OUT.onnx`."""

import argparse
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import Tensor, nn

from .graph import FAR, NEAR, TOKEN_FACES, TOKENS, UNPOOL
from .nets import FEATURES, SurfaceNet

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("net", type=Path)
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    stored = torch.load(arguments.net, weights_only=True)
    net = SurfaceNet()
    net.load_state_dict(stored["net"])
    for parameter in net.parameters():
        parameter.requires_grad_(False)
    write(Exported(net).eval(), arguments.out)


if __name__ == "__main__":
    main()
