"""A checkpoint out of a shipped dentition net, so that training goes on where an earlier release stopped.

python -m quadrant_training.dentition.restore cbct START.pt
python -m quadrant_training.dentition.train cbct TEETH NET.pt --start START.pt --minutes 45
"""

import argparse
from pathlib import Path

import onnx
import torch
from torch import Tensor

from ..export import MODELS
from ..panoramic.dentition import Radiographs
from ..restore import initialisers
from .nets import DentitionNet
from .views import Volumes


def weights_of(path: Path) -> dict[str, Tensor]:
    """By the names of nets.py, which the export keeps but for matrices: those are known by the bias added to them."""
    graph = onnx.load(path).graph
    named = initialisers(graph)
    weights = {name.removeprefix("net."): tensor for name, tensor in named.items() if name.startswith("net.")}
    product = {node.output[0]: node.input[1] for node in graph.node if node.op_type == "MatMul"}
    for node in graph.node:
        if node.op_type == "Add" and node.input[0].endswith(".bias") and node.input[1] in product:
            name = node.input[0].removeprefix("net.").removesuffix("bias") + "weight"
            weights[name] = named[product[node.input[1]]].T.contiguous()
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["cbct", "opg"])
    parser.add_argument("out", type=Path, help="the checkpoint to write")
    arguments = parser.parse_args()
    source = Volumes if arguments.kind == "cbct" else Radiographs
    net = DentitionNet(source.cells, source.unit)
    net.load_state_dict(weights_of(MODELS / f"{arguments.kind}-dentition.onnx"))
    torch.save({"net": net.state_dict()}, arguments.out)


if __name__ == "__main__":
    main()
