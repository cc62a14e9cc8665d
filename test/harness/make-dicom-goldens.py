"""Write the expected values of every decodable grey-scale DICOM image in a folder, as pydicom decodes them.

    python test/harness/make-dicom-goldens.py FOLDER OUT.json

For each image: type, size, range and mean of the stored values of all frames, their sha256 (little-endian, row by
row) when the compression is lossless or its decoding is exact, rescale slope and intercept, and the patient's name.
Files that pydicom's decoders refuse (12-bit JPEG) go through dcmtk's dcmdjpeg first.
Needs pydicom 3, numpy, pylibjpeg with its libjpeg, openjpeg and rle plugins, and dcmtk.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import pydicom

# Two decoders of the same lossy JPEG may differ by one in rounding the inverse DCT; all others are exact.
INEXACT_SYNTAXES = {f"1.2.840.10008.1.2.4.{code}" for code in ("50", "51", "53", "55", "91", "203")}
GREY = {"MONOCHROME1", "MONOCHROME2"}
COLOUR_SYNTAXES = {f"1.2.840.10008.1.2.4.{code}" for code in ("201", "203")}  # no public grey HTJ2K files


def stored_values(path: Path, ds: pydicom.Dataset) -> np.ndarray:
    try:
        return ds.pixel_array
    except Exception:
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.dcm"
            subprocess.run(["dcmdjpeg", str(path), str(plain)], check=True, capture_output=True)
            return pydicom.dcmread(plain).pixel_array


def golden(path: Path) -> dict | None:
    ds = pydicom.dcmread(path, force=False)
    entry = {"patientName": str(ds.get("PatientName", ""))}
    photometric = ds.get("PhotometricInterpretation")
    syntax = str(ds.file_meta.TransferSyntaxUID)
    if "PixelData" not in ds and "FloatPixelData" not in ds and "DoubleFloatPixelData" not in ds:
        return entry
    if photometric not in GREY and syntax not in COLOUR_SYNTAXES:
        return entry
    if ds.BitsAllocated == 1:
        return entry
    try:
        values = stored_values(path, ds)
    except Exception as refused:
        print(f"not decoded: {path}: {str(refused)[:100]}", file=sys.stderr)
        return entry
    little = values.astype(values.dtype.newbyteorder("<"))
    entry |= {
        "transferSyntax": syntax,
        "type": values.dtype.newbyteorder("=").name,
        "count": int(values.size),
        "min": float(values.min()),
        "max": float(values.max()),
        "mean": float(values.mean(dtype=np.float64)),
        "sha256": None if syntax in INEXACT_SYNTAXES else hashlib.sha256(little.tobytes()).hexdigest(),
        "slope": float(ds.get("RescaleSlope", 1)),
        "intercept": float(ds.get("RescaleIntercept", 0)),
    }
    return entry


def main() -> None:
    warnings.filterwarnings("ignore")
    folder, out = Path(sys.argv[1]), Path(sys.argv[2])
    goldens = {}
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        try:
            entry = golden(path)
        except Exception:
            continue  # no DICOM
        if entry is not None and (len(entry) > 1 or "chr" in path.name):
            goldens[path.relative_to(folder).as_posix()] = entry
    out.write_text(json.dumps(goldens, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(goldens)} images")


if __name__ == "__main__":
    main()
