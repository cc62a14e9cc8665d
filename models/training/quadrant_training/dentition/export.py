"""Makes a checkpoint the shipped dentition net, with its card.

python -m quadrant_training.dentition.export cbct NET.pt
python -m quadrant_training.dentition.export opg  NET.pt
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
from ..panoramic import dentition as picture
from ..panoramic.data import FRAME_W
from ..quantise import digest
from ..samples import MIRROR
from . import draw
from .nets import CLASSES, DentitionNet
from .views import Volumes

VERSION = "0.2.0"
GOLDEN_SEED = 90_000


class Exported(nn.Module):
    """Of one scan, whose teeth are all there: mean probabilities of the patient and of the mirrored one."""

    def __init__(self, net: DentitionNet):
        super().__init__()
        self.net = net
        self.register_buffer("other_side", MIRROR[:CLASSES].long(), persistent=False)
        self.register_buffer("facing", torch.tensor([-1.0] + [1.0] * (len(net.cells) - 1)), persistent=False)

    def forward(self, masks: Tensor, centroids: Tensor) -> Tensor:
        both = torch.stack([masks, masks.flip(-1)]), torch.stack([centroids, centroids * self.facing])
        straight, mirrored = self.net(*both, torch.ones_like(both[1][..., 0])).softmax(2).unbind()
        return (straight + mirrored[:, self.other_side]) / 2


def example(net: DentitionNet, teeth: int) -> tuple[Tensor, Tensor]:
    torch.manual_seed(teeth)
    return torch.rand(teeth, *net.cells), net.unit * torch.randn(teeth, len(net.cells))


def write(exported: Exported, path: Path) -> None:
    """Exports, and compares the file's answers with PyTorch's on other numbers of teeth."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            exported,
            example(exported.net, 20),
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
        masks, centroids = example(exported.net, teeth)
        with torch.no_grad():
            expected = exported(masks, centroids).numpy()
        found = session.run(None, {"masks": masks.numpy(), "centroids": centroids.numpy()})[0]
        off = float(np.abs(expected - found).max())
        print(f"{path.name}, {teeth} teeth: differs by {off:.2g}")
        if off > 5e-3:
            raise RuntimeError(f"{path.name} does not answer as PyTorch does")


def write_golden(exported: Exported, kind: str) -> None:
    """What PyTorch says of the upper teeth of a held-out dentition; the TypeScript side compares (test/golden).

    One JSON: fdi [n], centroids [n][axes], masks (base64 of uint8 [n, *cells]), probabilities [n][classes].
    """
    anatomy = an.random_anatomy(np.random.default_rng(GOLDEN_SEED), library := an.ShapeLibrary(), extras=False)
    teeth = [tooth for tooth in anatomy.teeth if tooth.fdi > 0 and tooth.upper]
    masks, centroids = zip(*[draw.mask_of(tooth, library, 0.0) for tooth in teeth], strict=True)
    masks, centroids = np.round(255 * np.stack(masks)).astype(np.uint8), np.stack(centroids)
    if kind == "opg":
        classes = np.array([tooth.class_index for tooth in teeth], np.uint8)
        seen = picture.unrolled({"masks": masks, "centroids": centroids, "classes": classes})
        masks, centroids = (255 * seen.masks).round().byte().numpy(), seen.centroids.numpy()
    centroids = np.round(centroids.astype(np.float64), 3)
    with torch.no_grad():
        probabilities = exported(torch.from_numpy(masks).float() / 255, torch.from_numpy(centroids).float()).numpy()
    golden = {
        "fdi": [tooth.fdi for tooth in teeth],
        "centroids": centroids.tolist(),
        "masks": base64.b64encode(masks.tobytes()).decode(),
        "probabilities": [[round(float(p), 4) for p in row] for row in probabilities],
    }
    (MODELS.parent / "test" / "golden" / f"{kind}-dentition.json").write_text(json.dumps(golden) + "\n")


SYNTHETIC = (
    "masks of synthetic dentitions: real tooth shapes (STS-challenge/STS label volumes, MIT), stretched and exchanged, "
    "on parametric jaws"
)
# Of each kind: the size of cells and the like, what it was trained on, how, and what to expect of that.
KINDS = {
    "cbct": (
        {"cellMm": draw.CELL_MM},
        f"{SYNTHETIC}; as badly segmented as nets segment; no grey values",
        "cbct TEETH NET.pt",
        "Trained on synthetic dentitions; no labelled real CBCT was available to measure accuracy on.",
    ),
    "opg": (
        {"cellPx": picture.CELL_PX, "frameWidth": FRAME_W},
        "masks of 259 real radiographs of UFBA-425 (Apache-2.0), teeth taken out and gaps closed; two fifths of the "
        f"time {SYNTHETIC}, unrolled; no grey values",
        "opg TEETH NET.pt --ufba UFBA",
        "Real ones all came from one clinic; milk teeth are synthetic alone.",
    ),
}


def card(kind: str, net: DentitionNet, minutes: float, figures: list[dict]) -> dict:
    sizes, data, command, limit = KINDS[kind]
    name = f"{kind}-dentition"
    return {
        "id": name,
        "role": name,
        "version": VERSION,
        "file": f"{name}.onnx",
        "sha256": digest(MODELS / f"{name}.onnx"),
        "cells": list(net.cells),
        **sizes,
        "classes": [int(f) for f in an.CLASS_TO_FDI],
        "training": {
            "data": data,
            "licence": "Apache-2.0",
            "command": f"python -m quadrant_training.dentition.train {command} --minutes {minutes:.0f}",
        },
        "figures": figures,
        "limits": [
            "Research use, not for diagnosis.",
            limit,
            "Knows no greys: what is outlined as a tooth is numbered as one, bridges and implants too.",
            "Where few teeth are left, or gaps have closed, a whole run of teeth may be numbered one place off.",
            "Supernumerary teeth have no number of their own.",
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=list(KINDS))
    parser.add_argument("net", type=Path)
    parser.add_argument("--figures", type=Path, help="JSON list of {name, value, data} for the card")
    arguments = parser.parse_args()
    kind, source = arguments.kind, Volumes if arguments.kind == "cbct" else picture.Radiographs
    stored = torch.load(arguments.net, weights_only=True)
    net = DentitionNet(source.cells, source.unit)
    net.load_state_dict(stored["net"])
    exported = Exported(net).eval()
    write(exported, MODELS / f"{kind}-dentition.onnx")
    write_golden(exported, kind)
    figures = json.loads(arguments.figures.read_text()) if arguments.figures else []
    text = json.dumps(card(kind, net, stored["state"]["seconds"] / 60, figures), indent=2)
    (MODELS / f"{kind}-dentition.json").write_text(text + "\n")
    list_card(f"{kind}-dentition.json")


if __name__ == "__main__":
    main()
