"""Write small NIfTI files with nibabel and what nibabel reads back from them.

    python test/harness/make-nifti-goldens.py test/fixtures/nifti

goldens.json: per file the RAS affine, the size, and the sha256 of the scaled values as little-endian float64 with i
fastest. Needs nibabel and numpy.
"""

import hashlib
import json
import sys
from pathlib import Path

import nibabel as nib
import numpy as np

DIMS = (5, 4, 3)


def oblique(spacing: tuple[float, float, float], left_handed: bool) -> np.ndarray:
    """An affine with no zero in its rotation."""
    a, b = 0.4, -0.7
    about_z = np.array([[np.cos(a), -np.sin(a), 0], [np.sin(a), np.cos(a), 0], [0, 0, 1]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    rotation = about_z @ about_x
    if left_handed:
        rotation = rotation @ np.diag([-1, 1, 1])
    affine = np.eye(4)
    affine[:3, :3] = rotation @ np.diag(spacing)
    affine[:3, 3] = [12.5, -30.25, 7]
    return affine


def values(dtype: str) -> np.ndarray:
    ramp = np.arange(np.prod(DIMS)).reshape(DIMS, order="F")
    low = 0 if np.dtype(dtype).kind == "u" else -20
    return (ramp + low + (0.25 if np.dtype(dtype).kind == "f" else 0)).astype(dtype)


def image(
    dtype: str = "int16", affine: np.ndarray | None = None, cls=nib.Nifti1Image, endian: str = "<", forms: str = "sq", **scl
) -> nib.Nifti1Image:
    affine = oblique((0.3, 0.25, 0.5), False) if affine is None else affine
    header = cls.header_class(endianness=endian)
    header.set_data_dtype(dtype)
    img = cls(values(dtype), None, header)
    img.header.set_data_dtype(np.dtype(dtype).newbyteorder(endian))
    img.set_sform(affine if "s" in forms else None, code=1 if "s" in forms else 0)
    img.set_qform(affine if "q" in forms else None, code=1 if "q" in forms else 0)
    if scl:
        img.header.set_slope_inter(scl["slope"], scl["inter"])
    return img


def main() -> None:
    out = Path(sys.argv[1])
    half_turn = np.diag([-0.3, -0.4, 0.5, 1.0])
    half_turn[:3, 3] = [1, 2, 3]
    files = {f"{dtype}.nii": image(dtype) for dtype in
             ("int8", "uint8", "int16", "uint16", "int32", "uint32", "float32", "float64")}
    files |= {
        "int16-gzip.nii.gz": image(),
        "int16-big-endian.nii": image(endian=">"),
        "float64-big-endian.nii": image("float64", endian=">"),
        "nifti2.nii": image(cls=nib.Nifti2Image),
        "nifti2-big-endian.nii": image("float32", cls=nib.Nifti2Image, endian=">"),
        "left-handed-sform.nii": image(affine=oblique((0.3, 0.25, 0.5), True), forms="s"),
        "left-handed-qform.nii": image(affine=oblique((0.3, 0.25, 0.5), True), forms="q"),
        "half-turn-qform.nii": image(affine=half_turn, forms="q"),
        "lps.nii": image(affine=np.diag([-0.3, -0.3, 0.3, 1.0])),
        "uint16-high.nii": image("uint16"),
    }
    high = np.asarray(files["uint16-high.nii"].dataobj) + 60000
    files["uint16-high.nii"] = nib.Nifti1Image(high.astype("uint16"), files["uint16-high.nii"].affine)
    goldens = {}
    for name, img in files.items():
        nib.save(img, out / name)
    # Scaled files keep their stored values; nibabel would rescale on saving, so the header is patched afterwards.
    for name, slope, inter in (("scaled-integers.nii", 2.0, -1000.0), ("scaled-halves.nii", 0.5, 0.0)):
        nib.save(image(), out / name)
        raw = bytearray((out / name).read_bytes())
        raw[112:120] = np.array([slope, inter], "<f4").tobytes()
        (out / name).write_bytes(raw)
    for path in sorted(set(out.glob("*.nii*")) - set(out.glob("refused-*"))):
        img = nib.load(path)
        data = np.asarray(img.dataobj).astype("<f8")
        goldens[path.name] = {
            "affineRas": img.affine.tolist(),
            "dims": list(data.shape),
            "sha256": hashlib.sha256(data.tobytes(order="F")).hexdigest(),
        }
    (out / "goldens.json").write_text(json.dumps(goldens, indent=1) + "\n")
    four_d = nib.Nifti1Image(np.zeros((3, 3, 3, 2), "int16"), np.eye(4))
    nib.save(four_d, out / "refused-4d.nii")
    sheared = np.eye(4)
    sheared[0, 2] = 0.4
    nib.save(nib.Nifti1Image(np.zeros((3, 3, 3), "int16"), sheared), out / "refused-sheared.nii")
    colour = np.zeros((3, 3, 3), dtype=[("R", "u1"), ("G", "u1"), ("B", "u1")])
    nib.save(nib.Nifti1Image(colour, np.eye(4)), out / "refused-colour.nii")


if __name__ == "__main__":
    main()
