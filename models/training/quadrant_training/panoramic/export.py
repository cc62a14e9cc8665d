"""Writes the panoramic checkpoints as ONNX with their cards, and enters them into the manifest.

python -m quadrant_training.panoramic.export detector  WORK --minutes 72
python -m quadrant_training.panoramic.export segmenter WORK --minutes 30
"""

import argparse
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch

from ..export import MODELS, list_card, store_half
from ..quantise import digest
from .data import FDI, FRAME_H, FRAME_W, MEAN, SD
from .detector import Detector
from .detector import Exported as ExportedDetector
from .segmenter import EMBEDDING, MASK_H, MASK_W, ExportedDecoder, Segmenter

VERSION = "0.3.0"
DATA = (
    "259 panoramic radiographs of UFBA-425 (Apache-2.0, github devichand579/Instance_seg_teeth), their 116 "
    "implants and pontics outlined by Quadrant, and {synthetic} synthetic ones projected from random anatomies"
)
FRAME = {
    "width": FRAME_W,
    "height": FRAME_H,
    "channels": 1,
    "stretchPercentiles": [0.5, 99.5],
    "mean": [round(255 * MEAN, 4)],
    "sd": [round(255 * SD, 4)],
    "padding": round(-MEAN / SD, 6),
}
DECODER_INPUTS = ["image_embeddings", "point_coords", "point_labels", "mask_input", "has_mask_input", "orig_im_size"]


def write(net: torch.nn.Module, example: tuple, path: Path, inputs: list[str], outputs: list[str], axes=None) -> None:
    """Exports, stores large weights as float16, and compares the file's answers with PyTorch's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net.eval(),
            example,
            str(path),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes or {},
            opset_version=17,
            dynamo=False,
        )
    store_half(path)
    onnx.checker.check_model(onnx.load(path))
    with torch.no_grad():
        expected = net(*example)
    expected = expected if isinstance(expected, tuple) else (expected,)
    session = onnxruntime.InferenceSession(path)
    found = session.run(None, {name: value.numpy() for name, value in zip(inputs, example, strict=True)})
    for name, a, b in zip(outputs, expected, found, strict=True):
        spread = float(np.abs(a.numpy()).max()) + 1e-6
        # a sample on the very edge of the window may fall on either side
        off = float(np.quantile(np.abs(a.numpy() - b), 0.999))
        print(f"{path.name} {name}: differs by {off:.2g} of {spread:.3g}")
        if off > 0.02 * spread:
            raise RuntimeError(f"{name} of {path.name} is not what PyTorch answers")


def load(kind: str, work: Path) -> torch.nn.Module:
    net = Detector() if kind == "detector" else Segmenter()
    stored = torch.load(work / f"panoramic-{kind}.pt", map_location="cpu", weights_only=True)
    net.load_state_dict(stored["average"])
    return net.eval()


def card(kind: str, arguments) -> dict:
    synthetic = len(list((arguments.work / "projected").glob("*.npz")))
    return {
        "id": f"opg-{kind}",
        "role": f"opg-{kind}",
        "version": VERSION,
        "file": f"opg-{kind}.onnx",
        "sha256": digest(MODELS / f"opg-{kind}.onnx"),
        "frame": FRAME,
        "inputs": {"image": "image"},
        "training": {
            "data": DATA.format(synthetic=synthetic),
            "licence": "Apache-2.0",
            "command": f"python -m quadrant_training.panoramic.restore {kind} UFBA START && python -m "
            f"quadrant_training.panoramic.train {kind} UFBA WORK --start START --minutes {arguments.minutes:g}",
        },
        "figures": json.loads(arguments.figures.read_text())[kind] if arguments.figures else [],
    }


def export_detector(arguments) -> dict:
    net = ExportedDetector(load("detector", arguments.work), FRAME_H, FRAME_W)
    outputs = ["boxes", "scores", "replaced", "coefficients", "prototypes"]
    image = torch.randn(1, 1, FRAME_H, FRAME_W)
    write(net, (image,), MODELS / "opg-detector.onnx", ["image"], outputs)
    return card("detector", arguments) | {
        "outputs": {name: name for name in outputs},
        "classes": FDI,
        "limits": [
            "Deciduous teeth were learned from synthetic pictures alone: no labelled real ones were at hand.",
            "Implants and pontics were learned from 116 real ones and from drawn ones.",
            "One clinic's pictures (UFBA) and simulated other devices; other makers' machines were not seen.",
            "A mirrored picture looks like a normal one: only the file can tell.",
            "Research use, not for diagnosis.",
        ],
    }


def export_segmenter(arguments) -> dict:
    net = load("segmenter", arguments.work)
    image = torch.randn(1, 1, FRAME_H, FRAME_W)
    write(net.encoder, (image,), MODELS / "opg-segmenter.onnx", ["image"], ["image_embeddings"])
    prompt = (
        torch.randn(1, EMBEDDING, FRAME_H // 2, FRAME_W // 2),
        torch.tensor([[[100.3, 100.2], [140.4, 200.7], [120.1, 150.9]]]),
        torch.tensor([[2.0, 3.0, 1.0]]),
        torch.zeros(1, 1, MASK_H, MASK_W),
        torch.zeros(1),
        torch.tensor([507.0, 896.0]),
    )
    axes = {"point_coords": {1: "points"}, "point_labels": {1: "points"}, "masks": {2: "height", 3: "width"}}
    outputs = ["masks", "iou_predictions", "low_res_masks"]
    write(ExportedDecoder(net), prompt, MODELS / "opg-segmenter-decoder.onnx", DECODER_INPUTS, outputs, axes)
    decoder = "opg-segmenter-decoder.onnx"
    return card("segmenter", arguments) | {
        "decoder": {"file": decoder, "sha256": digest(MODELS / decoder)},
        "outputs": {"embedding": "image_embeddings"},
        "maskInput": [MASK_H, MASK_W],
        "takesRoughMask": True,
        "limits": ["Trained on teeth: a click on anything else draws something tooth-shaped or nothing."],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["detector", "segmenter"])
    parser.add_argument("work", type=Path)
    parser.add_argument("--minutes", type=float, required=True, help="as trained, for the card")
    parser.add_argument("--figures", type=Path, help="JSON: kind → list of name, value, data")
    arguments = parser.parse_args()
    described = export_detector(arguments) if arguments.kind == "detector" else export_segmenter(arguments)
    (MODELS / f"opg-{arguments.kind}.json").write_text(json.dumps(described, indent=2, ensure_ascii=False) + "\n")
    list_card(f"opg-{arguments.kind}.json")


if __name__ == "__main__":
    main()
