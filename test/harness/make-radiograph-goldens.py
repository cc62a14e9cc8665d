"""Write the expected grey values of radiographs: DICOM as pydicom decodes it, pictures as Pillow does.

    python test/harness/make-radiograph-goldens.py FOLDER OUT.json [FILE ...]

For each image: size, range and mean of the grey values (after rescale and the first VOI LUT Sequence item, never a
window; MONOCHROME1 inverted; colours by luma) and their sha256 as little-endian unsigned numbers of 8 bits, or of 16
where they do not fit. Without FILE names, all files of the folder. Needs pydicom 3 with its decoders, numpy and Pillow.
"""

import hashlib
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.pixels import apply_color_lut, apply_modality_lut, apply_voi

LOSSY = {f"1.2.840.10008.1.2.4.{code}" for code in ("50", "51", "53", "55", "91", "203")}
LUMA = (19595, 38470, 7471)


def luma(rgb: np.ndarray) -> np.ndarray:
    weighted = sum(weight * rgb[..., channel].astype(np.int64) for channel, weight in enumerate(LUMA))
    return (weighted + 32768) // 65536


def dicom_greys(path: Path) -> tuple[np.ndarray, bool]:
    ds = pydicom.dcmread(path)
    photometric = ds.PhotometricInterpretation
    lossy = str(ds.file_meta.TransferSyntaxUID) in LOSSY
    if photometric == "PALETTE COLOR":
        return luma(apply_color_lut(ds.pixel_array, ds)), lossy
    if ds.SamplesPerPixel == 3:
        ybr = photometric.startswith("YBR_FULL")
        pixels = pydicom.pixels.pixel_array(ds, raw=ybr)
        return (pixels[..., 0] if ybr else luma(pixels)), lossy
    greys = apply_modality_lut(ds.pixel_array, ds)
    if "VOILUTSequence" in ds:
        greys = apply_voi(greys, ds)
    if photometric == "MONOCHROME1":  # over the range that the header allows, after the rescale
        ends = apply_modality_lut(np.array([0, 2**ds.BitsStored - 1]), ds)
        greys = ends.sum() - greys.astype(np.float64)
    return greys, lossy


def picture_greys(path: Path) -> tuple[np.ndarray, bool]:
    image = Image.open(path)
    if image.mode in ("1", "P", "RGB", "RGBA", "LA"):
        return np.asarray(image.convert("RGB").convert("L")), False
    return np.asarray(image), False  # Pillow turns WhiteIsZero over itself


def golden(path: Path) -> dict:
    is_dicom = path.read_bytes()[128:132] == b"DICM"
    greys, lossy = dicom_greys(path) if is_dicom else picture_greys(path)
    whole = np.array_equal(greys, np.rint(greys)) and greys.min() >= 0
    little = greys.astype("<u1" if greys.max() <= 255 else "<u2")
    return {
        "width": int(greys.shape[1]),
        "height": int(greys.shape[0]),
        "min": float(greys.min()),
        "max": float(greys.max()),
        "mean": float(greys.mean(dtype=np.float64)),
        "sha256": hashlib.sha256(little.tobytes()).hexdigest() if whole and not lossy else None,
    }


def main() -> None:
    warnings.filterwarnings("ignore")
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    names = sys.argv[3:] or sorted(p.relative_to(folder).as_posix() for p in folder.iterdir() if p.is_file())
    goldens = {}
    for name in names:
        try:
            goldens[name] = golden(folder / name)
        except Exception as refused:
            print(f"not decoded: {name}: {str(refused)[:100]}", file=sys.stderr)
    out.write_text(json.dumps(goldens, indent=1) + "\n", encoding="utf-8")
    print(f"{len(goldens)} images")


if __name__ == "__main__":
    main()
