"""Makes a checkpoint the shipped dentition net, with its card.

python -m quadrant_training.dentition.export NET.pt
"""

import argparse
import base64
import json
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn

from .. import anatomy as an
from ..export import MODELS, list_card, store_half
from ..quantise import digest
from .draw import CELL_MM, CELLS, mask_of
from .nets import DentitionNet

VERSION = "0.1.0"
NAME = "cbct-dentition"
GOLDEN_SEED = 90_000


class Exported(nn.Module):
    """Of one scan, whose teeth are all there; with probabilities in the place of logits."""

    def __init__(self, net: DentitionNet):
        super().__init__()
        self.net = net

    def forward(self, masks: Tensor, centroids: Tensor) -> Tensor:
        present = torch.ones_like(centroids[None, :, 0])
        return self.net(masks[None], centroids[None], present)[0].softmax(1)


def example(teeth: int) -> tuple[Tensor, Tensor]:
    torch.manual_seed(teeth)
    return torch.rand(teeth, *CELLS), 30 * torch.randn(teeth, 3)


def write(net: nn.Module, path: Path) -> None:
    """Exports, and compares the file's answers with PyTorch's on other numbers of teeth."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net,
            example(20),
            str(path),
            input_names=["masks", "centroids"],
            output_names=["probabilities"],
            dynamic_axes={name: {0: "teeth"} for name in ("masks", "centroids", "probabilities")},
            opset_version=17,
            dynamo=False,
        )
    store_half(path)
    session = onnxruntime.InferenceSession(path)
    for teeth in (1, 31):
        masks, centroids = example(teeth)
        with torch.no_grad():
            expected = net(masks, centroids).numpy()
        found = session.run(None, {"masks": masks.numpy(), "centroids": centroids.numpy()})[0]
        off = float(np.abs(expected - found).max())
        print(f"{path.name}, {teeth} teeth: differs by {off:.2g}")
        if off > 5e-3:
            raise RuntimeError(f"{path.name} does not answer as PyTorch does")


def write_golden(net: nn.Module) -> None:
    """What PyTorch says of the upper teeth of a held-out dentition; the TypeScript side compares (test/golden).

    One JSON: fdi [n], centroidsMm [n][3], masks (base64 of uint8 [n, *CELLS]), probabilities [n][classes].
    """
    anatomy = an.random_anatomy(np.random.default_rng(GOLDEN_SEED), library := an.ShapeLibrary(), extras=False)
    teeth = [tooth for tooth in anatomy.teeth if tooth.fdi > 0 and tooth.upper]
    masks, centroids = zip(*[mask_of(tooth, library, 0.0) for tooth in teeth], strict=True)
    masks, centroids = np.round(255 * np.stack(masks)).astype(np.uint8), np.round(np.stack(centroids), 3)
    with torch.no_grad():
        probabilities = net(torch.from_numpy(masks).float() / 255, torch.from_numpy(centroids).float()).numpy()
    golden = {
        "fdi": [tooth.fdi for tooth in teeth],
        "centroidsMm": centroids.tolist(),
        "masks": base64.b64encode(masks.tobytes()).decode(),
        "probabilities": [[round(float(p), 4) for p in row] for row in probabilities],
    }
    (MODELS.parent / "test" / "golden" / f"{NAME}.json").write_text(json.dumps(golden) + "\n")


def card(stored: dict, figures: list[dict]) -> dict:
    return {
        "id": NAME,
        "role": NAME,
        "version": VERSION,
        "file": f"{NAME}.onnx",
        "sha256": digest(MODELS / f"{NAME}.onnx"),
        "cells": list(CELLS),
        "cellMm": CELL_MM,
        "classes": [int(f) for f in an.CLASS_TO_FDI],
        "training": {
            "data": "synthetic dentitions only: masks of real tooth shapes (STS-challenge/STS label volumes, MIT), "
            "stretched and exchanged, on parametric jaws, as badly segmented as nets segment; no grey values",
            "licence": "Apache-2.0",
            "command": f"python -m quadrant_training.dentition.train TEETH NET.pt --minutes "
            f"{stored['state']['seconds'] / 60:.0f}",
        },
        "figures": figures,
        "limits": [
            "Research use, not for diagnosis.",
            "Trained on synthetic dentitions; no labelled real CBCT was available to measure accuracy on.",
            "Knows no greys: what is segmented as a tooth is numbered as one, bridges and implants too.",
            "Where few teeth are left, or gaps have closed, a whole run of teeth may be numbered one place off.",
            "Supernumerary teeth have no number of their own.",
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("net", type=Path)
    parser.add_argument("--figures", type=Path, help="JSON list of {name, value, data} for the card")
    arguments = parser.parse_args()
    stored = torch.load(arguments.net, weights_only=True)
    net = DentitionNet()
    net.load_state_dict(stored["net"])
    exported = Exported(net).eval()
    write(exported, MODELS / f"{NAME}.onnx")
    write_golden(exported)
    figures = json.loads(arguments.figures.read_text()) if arguments.figures else []
    (MODELS / f"{NAME}.json").write_text(json.dumps(card(stored, figures), indent=2) + "\n")
    list_card(f"{NAME}.json")


if __name__ == "__main__":
    main()
