"""Whole synthetic scans with truth, from seeds that are never trained on.

    python -m quadrant_training.make_scans eval OUT --seeds 96000 96050     # N.nii.gz, N_truth.nii.gz
    python -m quadrant_training.make_scans shifted OUT --seeds 97000 97050  # shift-N.nii.gz, shift-N_truth.nii.gz
    python -m quadrant_training.make_scans demo resources/demo              # one DICOM series, marked synthetic

Scans are 0.4 mm, averaged from materials sampled at 0.2 mm; every other one is tilted against the patient's axes, so
the NIfTI affine is oblique, some are anisotropic, some show a small field of view. Shifted scans are made of textbook
teeth (parametric.py) and by another noise model than anything that training sees.
"""

import argparse
import datetime
from dataclasses import replace
from pathlib import Path

import nibabel as nib
import numpy as np
import pydicom
import torch
import torch.nn.functional as F
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian
from scipy import ndimage

from . import acquisition as ac
from . import anatomy as an
from .parametric import parametric_shapes
from .samples import look_up

FINE_MM = 0.2
RENDER_MM = 0.25
SLIVER_MM3 = 16.0  # what the application itself calls an island
SIZE_MM = (80.0, 72.0, 62.0)  # i, j, k
SMALL_MM = (56.0, 52.0, 48.0)
CENTRE = np.array([0.0, 25.0, 0.0])


def make_scan(
    seed: int,
    library: an.ShapeLibrary,
    tilted: bool,
    merge: tuple[int, int, int],
    look: ac.Look | None = None,
    size_mm: tuple[float, float, float] = SIZE_MM,
):
    """Grey values float32 and FDI labels uint8, [k, j, i], and the affine (LPS mm, columns i j k origin)."""
    rng = np.random.default_rng([seed, 1])
    anatomy, fields = an.make_anatomy(seed, library, extras=False)
    pose = np.eye(3)
    if tilted:
        pose = (
            an.rotation(np.array([1.0, 0, 0]), rng.normal(0, 8))
            @ an.rotation(np.array([0, 1.0, 0]), rng.normal(0, 5))
            @ an.rotation(np.array([0, 0, 1.0]), rng.normal(0, 8))
        )
    dims = [2 * m * round(s / (2 * m * FINE_MM)) for s, m in zip(size_mm, merge, strict=True)]  # i, j, k at FINE_MM
    half = [(n - 1) / 2 * FINE_MM for n in dims]
    corners = np.array([[a * half[0], b * half[1], c * half[2]] for a in (-1, 1) for b in (-1, 1) for c in (-1, 1)])
    reach = np.abs(corners @ pose.T).max(0) + 1
    grid = an.Grid(tuple(CENTRE - reach), RENDER_MM, tuple(int(np.ceil(2 * r / RENDER_MM)) + 1 for r in reach))
    stored = an.render(anatomy, library, fields, grid)
    axes = [(torch.arange(n, dtype=torch.float32) - (n - 1) / 2) * FINE_MM for n in dims]
    x, y, z = axes[0][None, None, :], axes[1][None, :, None], axes[2][:, None, None]
    points = torch.stack(
        [float(p[0]) * x + float(p[1]) * y + float(p[2]) * z + float(c) for p, c in zip(pose, CENTRE, strict=True)]
    )
    codes = look_up(stored, grid, points)
    kernel = tuple(reversed(merge))
    recorded = tuple(n // m for n, m in zip(codes.shape, kernel, strict=True))
    image, seen = ac.acquire(codes, look or ac.random_look(rng), FINE_MM * 2, rng, recorded)
    centres = torch.stack([F.avg_pool3d(p[None, None], kernel)[0, 0] for p in points])
    classes = (an.class_of_code(an.tooth_table(anatomy, library))[look_up(stored, grid, centres).long()] * seen).numpy()
    for label in np.unique(classes)[1:]:  # a sliver at the border of the field of view is no tooth
        if (classes == label).sum() * np.prod(merge) * FINE_MM**3 < SLIVER_MM3:
            classes[classes == label] = 0
    affine = np.eye(4)
    affine[:3, :3] = pose * (np.array(merge) * FINE_MM)[None, :]
    affine[:3, 3] = [float(c[0, 0, 0]) for c in centres]
    return image.numpy(), an.CLASS_TO_FDI[classes], affine


def other_noise(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Noise of a kind that acquisition.py does not make: grows with the grey value, is blurred within slices only, with
    slices of uneven gain, and sharpened by the device.
    """
    grain = ndimage.gaussian_filter(rng.standard_normal(image.shape), (0, 0.7, 0.7)) * 2.4
    image = image + rng.uniform(20, 70) * np.sqrt(np.clip(image + 1100, 0, None) / 1200) * grain
    image = image * (1 + rng.normal(0, 0.012, (len(image), 1, 1)))
    return image + rng.uniform(0.2, 0.6) * (image - ndimage.gaussian_filter(image, (0, 1.2, 1.2)))


def write_nifti(path: Path, data_kji: np.ndarray, affine_lps: np.ndarray) -> None:
    ras = np.diag([-1.0, -1.0, 1.0, 1.0]) @ affine_lps
    image = nib.Nifti1Image(np.ascontiguousarray(data_kji.transpose(2, 1, 0)), ras)
    image.header["descrip"] = b"SYNTHETIC, no patient"
    image.to_filename(path)


def write_dicom(folder: Path, data_kji: np.ndarray, affine_lps: np.ndarray, seed: int) -> None:
    """A CT series in JPEG-LS-ready 16-bit slices; names, ids and the image comments say synthetic."""
    folder.mkdir(parents=True, exist_ok=True)
    root = f"1.2.826.0.1.3680043.10.1561.{seed}"
    spacing = np.linalg.norm(affine_lps[:3, :3], axis=0)
    direction = affine_lps[:3, :3] / spacing
    for k, plane in enumerate(data_kji):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID = CTImageStorage
        meta.MediaStorageSOPInstanceUID = f"{root}.3.{k + 1}"
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        name = folder / f"slice-{k + 1:04d}.dcm"
        item = FileDataset(str(name), {}, file_meta=meta, preamble=b"\0" * 128)
        item.SOPClassUID, item.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
        item.StudyInstanceUID, item.SeriesInstanceUID = f"{root}.1", f"{root}.2"
        item.FrameOfReferenceUID = f"{root}.4"
        item.PatientName, item.PatientID = "Synthetic^Demo", f"SYNTHETIC-{seed}"
        item.PatientBirthDate, item.PatientSex = "", "O"
        item.StudyDate = item.SeriesDate = datetime.date(2026, 1, 1).strftime("%Y%m%d")
        item.StudyTime, item.AccessionNumber, item.StudyID, item.ReferringPhysicianName = "", "", "1", ""
        item.StudyDescription = "SYNTHETIC dental CBCT, no patient"
        item.SeriesDescription = "Quadrant demo, synthetic"
        item.ImageComments = "Synthetic image made by Quadrant's scan generator. Not a patient."
        item.Modality, item.Manufacturer, item.ManufacturerModelName = (
            "CT",
            "Quadrant",
            "Synthetic scan generator",
        )
        item.ImageType = ["DERIVED", "SECONDARY", "AXIAL"]
        item.SeriesNumber, item.InstanceNumber, item.AcquisitionNumber = 1, k + 1, 1
        item.KVP, item.PatientPosition, item.PositionReferenceIndicator = "", "HFS", ""
        position = affine_lps[:3, 3] + affine_lps[:3, 2] * k
        item.ImagePositionPatient = [f"{v:.5f}" for v in position]
        item.ImageOrientationPatient = [f"{v:.6f}" for v in (*direction[:, 0], *direction[:, 1])]
        item.PixelSpacing = [f"{spacing[1]:.4f}", f"{spacing[0]:.4f}"]
        item.SliceThickness = f"{spacing[2]:.4f}"
        item.Rows, item.Columns = plane.shape
        item.SamplesPerPixel, item.PhotometricInterpretation = 1, "MONOCHROME2"
        item.BitsAllocated, item.BitsStored, item.HighBit, item.PixelRepresentation = 16, 16, 15, 1
        item.RescaleIntercept, item.RescaleSlope, item.RescaleType = "0", "1", "HU"
        item.WindowCenter, item.WindowWidth = "1000", "4000"
        item.PixelData = np.round(plane).astype("<i2").tobytes()
        pydicom.dcmwrite(name, item, enforce_file_format=True)


def clinical_look(rng: np.random.Generator) -> ac.Look:
    """A device and patient within the clinical range of the dental reference; training sees a far wider one."""
    u = rng.uniform
    soft, dentin = u(0, 90), u(1300, 1800)
    enamel = dentin + u(600, 1100)
    values = {
        an.AIR: -1000.0,
        an.SOFT: soft,
        an.FAT: soft - 120,
        an.MUSCLE: soft + 30,
        an.TRABECULAR: u(150, 600),
        an.CORTICAL: u(900, 1500),
        an.LIGAMENT: soft + 100,
        an.PLASTIC: u(0, 250),
        an.METAL: u(4000, 8000),
        an.DISC: soft + 80,
    }
    grey = torch.full((256,), -1000.0)
    texture = torch.full((256,), 25.0)
    for code, value in values.items():
        grey[code] = value
    texture[an.TRABECULAR], texture[an.CORTICAL] = u(100, 300), u(40, 120)
    for tooth in range(an.MOST_TEETH):
        first = an.FIRST_TOOTH + an.PARTS * tooth
        shift = rng.normal(0, 40)
        grey[first : first + an.PARTS] = torch.tensor(
            [dentin + shift, enamel + shift, u(180, 420), u(4000, 8000), enamel + u(0, 500)]
        )
    gain, offset = u(0.8, 1.25), u(-150, 150)  # CBCT is not calibrated: ±300 between devices is normal
    return ac.Look(
        grey=grey * gain + offset,
        texture=texture * gain,
        blur_mm=u(0.15, 0.4),
        noise=float(u(20, 90)),
        streaks=u(0, 500),
        bias=u(0, 0.08),
        clip=(-1000.0 * gain + offset, float(rng.choice([3071.0, 4095.0, 6000.0]))),
        levels=0,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["eval", "shifted", "demo"])
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", type=int, nargs=2, default=(96_000, 96_050), metavar=("FIRST", "END"))
    parser.add_argument("--demo-seed", type=int, default=99_000)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    shifted = arguments.what == "shifted"
    library = an.ShapeLibrary(shapes=parametric_shapes()) if shifted else an.ShapeLibrary()
    if arguments.what == "demo":
        image, _, affine = make_scan(
            arguments.demo_seed, library, tilted=False, merge=(2, 2, 2), look=clinical_look(np.random.default_rng(4))
        )
        write_dicom(arguments.out, image, affine, arguments.demo_seed)
        return
    for seed in range(*arguments.seeds):
        name = f"shift-{seed}" if shifted else str(seed)
        if (arguments.out / f"{name}_truth.nii.gz").exists():
            continue
        rng = np.random.default_rng([seed, 2])
        look = clinical_look(rng)
        image, labels, affine = make_scan(
            seed,
            library,
            tilted=seed % 2 == 1,
            merge=(2, 2, 3) if seed % 5 == 4 else (2, 2, 2),
            look=replace(look, noise=0.0) if shifted else look,
            size_mm=SMALL_MM if seed % 4 == 3 else SIZE_MM,
        )
        if shifted:
            image = other_noise(image, rng)
        low, high = np.percentile(image, [0.1, 99.9])
        grey = np.round(np.clip((image - low) / (high - low), 0, 1) * 100).astype(np.uint8)  # 100 levels: small files
        write_nifti(arguments.out / f"{name}.nii.gz", grey, affine)
        write_nifti(arguments.out / f"{name}_truth.nii.gz", labels, affine)


if __name__ == "__main__":
    main()
