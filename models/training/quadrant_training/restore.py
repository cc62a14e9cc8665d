"""A checkpoint out of a shipped ONNX file, so that training goes on where an earlier release stopped.

    python -m quadrant_training.restore coarse WORK START.pt
    python -m quadrant_training.train coarse WORK --start START.pt --minutes 60

The export folds batch norm into the convolutions. Here each norm gets the statistics of training samples back, with the
scale and shift that make it the identity after the folded convolution: the restored net answers as the file does.
"""

import argparse
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper
from torch import nn

from .export import MODELS
from .samples import Samples
from .train import build

CALIBRATION_SAMPLES = 24
CONVOLUTIONS = (nn.Conv2d, nn.Conv3d)
NORMS = (nn.BatchNorm2d, nn.BatchNorm3d)


def initialisers(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """All of them by the names they had before store_half, halves as float32."""
    named = {t.name.removesuffix("_half"): torch.from_numpy(numpy_helper.to_array(t).copy()) for t in graph.initializer}
    return {name: t.float() if t.is_floating_point() else t for name, t in named.items()}


def convolutions(path: Path) -> tuple[list[tuple[torch.Tensor, torch.Tensor]], dict[str, torch.Tensor]]:
    """Weight and bias of every convolution that has one, in the order of the graph; and all initialisers."""
    graph = onnx.load(path).graph
    named = initialisers(graph)
    used = [node.input for node in graph.node if node.op_type == "Conv" and len(node.input) == 3]
    return [(named[i[1]], named[i[2]]) for i in used], named


def fed_in_order(net: nn.Module, example: tuple) -> list[nn.Module]:
    """The net's convolutions in the order in which a forward pass meets them."""
    order: list[nn.Module] = []
    hooks = [
        m.register_forward_pre_hook(lambda m, _: order.append(m)) for m in net.modules() if isinstance(m, CONVOLUTIONS)
    ]
    with torch.no_grad():
        net(*example)
    for hook in hooks:
        hook.remove()
    return order


def restore(net: nn.Module, weights: list[tuple[torch.Tensor, torch.Tensor]], examples: list[tuple]) -> None:
    """Fills `net` in place from folded convolutions; `examples`, the net's inputs, give the norms their statistics."""
    net.eval()
    order = fed_in_order(net, examples[0])
    if len(order) != len(weights) or any(c.weight.shape != w.shape for c, (w, _) in zip(order, weights, strict=True)):
        raise ValueError("the file holds another net than nets.py describes")
    norm_of = {}
    for module in net.modules():
        parts = list(module.children()) if isinstance(module, nn.Sequential) else []
        norm_of |= {
            a: b for a, b in zip(parts, parts[1:], strict=False) if isinstance(a, CONVOLUTIONS) and isinstance(b, NORMS)
        }
    sums = {}
    with torch.no_grad():
        for convolution, (weight, bias) in zip(order, weights, strict=True):
            convolution.weight.copy_(weight)
            norm = norm_of.get(convolution)
            if norm is None:
                convolution.bias.copy_(bias)
                continue
            norm.reset_running_stats()
            norm.bias.copy_(bias)
            nn.init.constant_(norm.weight, (1 + norm.eps) ** 0.5)  # with mean 0 and variance 1: the identity
            sums[norm] = []
        hooks = [
            norm.register_forward_hook(lambda m, i, _: sums[m].append((averaged(i[0]), averaged(i[0].square()))))
            for norm in sums
        ]
        for example in examples:
            net(*example)
        for hook in hooks:
            hook.remove()
        for norm, found in sums.items():
            mean = torch.stack([m for m, _ in found]).mean(0)
            variance = (torch.stack([s for _, s in found]).mean(0) - mean.square()).clamp(min=0)
            norm.running_mean.copy_(mean)
            norm.running_var.copy_(variance)
            norm.weight.copy_((variance + norm.eps).sqrt())
            norm.bias.add_(mean)


def averaged(x: torch.Tensor) -> torch.Tensor:
    """Mean of each channel of [n,C,…]."""
    return x.transpose(0, 1).flatten(1).mean(1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["coarse", "fine"])
    parser.add_argument("work", type=Path, help="folder of make_data")
    parser.add_argument("out", type=Path, help="the checkpoint to write")
    arguments = parser.parse_args()
    weights, named = convolutions(MODELS / f"cbct-{arguments.kind}.onnx")
    net = build(arguments.kind)
    stream = iter(Samples(arguments.work, arguments.kind, seed=3, large=0.0))
    samples = [next(stream) for _ in range(CALIBRATION_SAMPLES)]
    inputs = ("image", "guidance") if net.guided else ("image",)
    restore(net, weights, [tuple(sample[name][None] for name in inputs) for sample in samples])
    if net.guided:
        net.trust.data = named["net.trust"].reshape(())
    torch.save({"average": net.state_dict()}, arguments.out)


if __name__ == "__main__":
    main()
