"""Writes a checkpoint as ONNX with its card, and the manifest.

python -m quadrant_training.export coarse WORK --figures figures.json
"""

import argparse
import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper

from . import anatomy as an
from .make_scans import clinical_look
from .nets import OFFSET_STEP_MM, Exported
from .samples import COARSE_MM, FINE_MM
from .train import build

MODELS = Path(__file__).parent.parent.parent
VERSION = "0.5.0"
BEGAN = {"coarse": "0.2.0", "fine": "0.4.0"}
GOLDEN_DIMS = (32, 64, 64)
GOLDEN_SEED = 90_000


def export(kind: str, checkpoint: Path) -> Path:
    """models/cbct-<kind>.onnx; shapes stay symbolic so that one file serves every field of view."""
    net = load(kind, checkpoint)
    fine = kind == "fine"
    arguments = [torch.zeros(1, 1, *GOLDEN_DIMS)]
    names = ["image"]
    axes = {"image": {2: "k", 3: "j", 4: "i"}}
    if fine:
        arguments.append(torch.zeros(1, 1, *[n // 2 for n in GOLDEN_DIMS]))
        names.append("guidance")
        axes["guidance"] = {2: "k2", 3: "j2", 4: "i2"}
    answers = ["labels", "confidence"]
    for name in answers:
        axes[name] = {1: "ko", 2: "jo", 3: "io"}
    if fine:
        answers.append("offsets")
        axes["offsets"] = {2: "k2", 3: "j2", 4: "i2"}
    path = MODELS / f"cbct-{kind}.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Exported(net),
            tuple(arguments),
            str(path),
            input_names=names,
            output_names=answers,
            dynamic_axes=axes,
            opset_version=17,
            do_constant_folding=True,
            dynamo=False,
        )
    store_half(path)
    return path


def store_half(path: Path) -> None:
    """Keeps large weights as float16 behind a Cast that ONNX Runtime folds when it loads: half the file, same speed."""
    model = onnx.load(path)
    casts = []
    for tensor in list(model.graph.initializer):
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > 1000:
            model.graph.initializer.remove(tensor)
            half = numpy_helper.from_array(values.astype(np.float16), tensor.name + "_half")
            model.graph.initializer.append(half)
            casts.append(onnx.helper.make_node("Cast", [half.name], [tensor.name], to=onnx.TensorProto.FLOAT))
    for n, node in enumerate(casts):
        model.graph.node.insert(n, node)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def card(kind: str, path: Path, figures: list[dict], minutes: float) -> dict:
    fine = kind == "fine"
    inputs = {"image": "image", "guidance": "guidance"} if fine else {"image": "image"}
    return {
        "id": f"cbct-{kind}",
        "role": f"cbct-{kind}",
        "version": VERSION,
        "file": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "spacingMm": FINE_MM if fine else COARSE_MM,
        "sizeMultiple": 32,
        "maxPatch": [160, 256, 256] if fine else [256, 320, 320],
        "normalisation": {"kind": "zscore", "clipPercentiles": [0.5, 99.5]},
        "inputs": inputs,
        **({"guidanceStride": 2} if fine else {}),
        "outputs": {"labels": "labels", "confidence": "confidence"},
        "outputStride": 1 if fine else 2,
        **({"offsets": {"output": "offsets", "stride": 2, "stepMm": OFFSET_STEP_MM}} if fine else {}),
        "classes": [int(f) for f in an.CLASS_TO_FDI],
        "training": {
            "data": "synthetic scans only: real tooth shapes (STS-challenge/STS label volumes, MIT) on parametric jaws",
            "licence": "Apache-2.0",
            "command": f"python -m quadrant_training.train {kind} WORK --start {BEGAN[kind]}.pt --minutes {minutes:g}",
        },
        "figures": figures,
        "limits": [
            "Research use, not for diagnosis.",
            "Trained on synthetic scans; no labelled real CBCT was available to measure accuracy on.",
            "A child's teeth were seen on synthetic scans alone; some are missed, joined or under permanent numbers.",
            "Where few teeth are left, or many gaps have closed, a whole run of teeth may be numbered one place off.",
            "Supernumerary teeth have no number of their own; implants and bridges are found as teeth and "
            "told from them by their greys.",
            "Third molars and lower incisors are the weakest.",
        ],
    }


def write_golden(kind: str, checkpoint: Path, path: Path) -> None:
    """What PyTorch says for a small piece of a held-out anatomy; the TypeScript side compares (test/golden).

    Files are flat uint8, i fastest: NAME.image.bin holds 32·(grey + 4), NAME.guidance.bin and NAME.labels.bin classes.
    """
    golden = MODELS.parent / "test" / "golden"
    golden.mkdir(parents=True, exist_ok=True)
    library = an.ShapeLibrary()
    anatomy, fields = an.make_anatomy(GOLDEN_SEED, library)
    spacing = FINE_MM if kind == "fine" else COARSE_MM
    centre = np.mean([tooth.centre for tooth in anatomy.teeth if tooth.fdi in (11, 12, 41)], axis=0)
    nk, nj, ni = GOLDEN_DIMS
    corner = tuple(float(c - n * spacing / 2) for c, n in zip(centre, (ni, nj, nk), strict=True))
    codes = an.render(anatomy, library, fields, an.Grid(corner, spacing, (ni, nj, nk)))
    grey = (clinical_look(np.random.default_rng(4)).grey[codes.long()] - 200) / 600
    stored = {"image": torch.round((grey.clamp(-3.9, 3.9) + 4) * 32).to(torch.uint8)}
    feed = {"image": stored["image"].float()[None, None] / 32 - 4}
    if kind == "fine":
        classes = an.class_of_code(an.tooth_table(anatomy, library))[codes.long()]
        stored["guidance"] = (classes * (classes != an.EXTRA))[::2, ::2, ::2]
        feed["guidance"] = stored["guidance"].float()[None, None]
    with torch.no_grad():
        labels = Exported(load(kind, checkpoint))(*feed.values())[0]
    exported = onnxruntime.InferenceSession(str(path)).run(None, {k: v.numpy() for k, v in feed.items()})[0]
    agreement = float((exported == labels.numpy()).mean())
    if agreement < 0.999 or int((labels > 0).sum()) == 0:
        raise RuntimeError(f"the exported {kind} graph agrees with PyTorch on {agreement:.4f} of the voxels only")
    stored["labels"] = labels[0]
    for name, values in stored.items():
        (golden / f"cbct-{kind}.{name}.bin").write_bytes(values.contiguous().numpy().tobytes())


def list_card(name: str) -> None:
    """Adds a card to the manifest of the shipped models; what is listed stays."""
    manifest = MODELS / "manifest.json"
    cards = json.loads(manifest.read_text())["cards"] if manifest.exists() else []
    if name not in cards:
        manifest.write_text(json.dumps({"cards": [*cards, name]}, indent=2) + "\n")


def load(kind: str, checkpoint: Path) -> torch.nn.Module:
    net = build(kind)
    net.load_state_dict(torch.load(checkpoint, map_location="cpu", weights_only=True)["average"])
    return net.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=["coarse", "fine"])
    parser.add_argument("work", type=Path)
    parser.add_argument("--figures", type=Path, help="JSON list of {name, value, data} for the card")
    parser.add_argument("--minutes", type=float, default=0)
    arguments = parser.parse_args()
    checkpoint = arguments.work / f"{arguments.kind}.pt"
    path = export(arguments.kind, checkpoint)
    figures = json.loads(arguments.figures.read_text()) if arguments.figures else []
    text = json.dumps(card(arguments.kind, path, figures, arguments.minutes), indent=2)
    (MODELS / f"cbct-{arguments.kind}.json").write_text(text + "\n")
    list_card(f"cbct-{arguments.kind}.json")
    write_golden(arguments.kind, checkpoint, path)
    print(path.name, f"{path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
