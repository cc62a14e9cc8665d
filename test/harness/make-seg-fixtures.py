"""Write a small scan and DICOM Segmentations of it, as highdicom and dcmqi write them, with what is in them.

    python test/harness/make-seg-fixtures.py test/fixtures/dicom-seg

The scan is oblique and anisotropic, with an odd number of pixels in a slice, so that frames of one bit are not byte
aligned. goldens.json tells for every file the voxels of each tooth on the scan's grid and the sha256 of the whole label
map (uint8, i fastest, slices along the normal), or why it must be refused.
Needs pydicom 3, highdicom 0.28, numpy, SimpleITK and dcmqi 1.5 (itkimage2segimage on the path).
"""

import copy
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import highdicom as hd
import numpy as np
import pydicom
import SimpleITK as sitk
from pydicom.sr.coding import Code
from pydicom.uid import (
    CTImageStorage,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    DeflatedExplicitVRLittleEndian,
    RLELossless,
)

COLUMNS, ROWS, SLICES = 23, 19, 12
SPACING = (0.4, 0.5, 0.6)  # i, j, k
A, B = 0.4, -0.3
I = np.round([np.cos(A), np.cos(B) * np.sin(A), np.sin(B) * np.sin(A)], 9)
J = np.round([-np.sin(A), np.cos(B) * np.cos(A), np.sin(B) * np.cos(A)], 9)
K = np.cross(I, J)
ORIGIN = np.array([-7, 11, 3.5])
STUDY, SERIES, FRAME = "2.25.7001", "2.25.7002", "2.25.7003"

# FDI → SNOMED CT (PS3.16 CID 4018, 4019)
CODES = {
    16: ("865995000", "Permanent maxillary right first molar tooth"),
    21: ("424399000", "Permanent maxillary left central incisor tooth"),
    36: ("866006002", "Mandibular left first molar tooth"),
    75: ("49330006", "Deciduous mandibular left second molar tooth"),
}
TEETH = list(CODES)
TOOTH = Code("38199008", "SCT", "Tooth")
ANATOMY = Code("91723000", "SCT", "Anatomical Structure")


def ellipsoid(centre, radii):
    k, j, i = np.indices((SLICES, ROWS, COLUMNS))
    return sum(((x - c) / r) ** 2 for x, c, r in zip((i, j, k), centre, radii)) <= 1


MASKS = {
    16: ellipsoid((4, 4, 3), (3, 3.5, 2.6)),
    21: ellipsoid((15, 5, 3), (3.4, 3, 3)),
    36: ellipsoid((16, 13, 8), (4, 4, 2.5)),
    75: ellipsoid((5, 12, 8), (2, 3, 3.2)),
}
LABELS = np.zeros((SLICES, ROWS, COLUMNS), np.uint8)
for fdi, mask in MASKS.items():
    LABELS[mask] = fdi


def scan(folder: Path) -> list[pydicom.Dataset]:
    folder.mkdir(parents=True, exist_ok=True)
    slices = []
    for k in range(SLICES):
        ds = pydicom.Dataset()
        ds.file_meta = pydicom.dataset.FileMetaDataset()
        ds.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID = CTImageStorage
        ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID = f"2.25.7100{k:02d}"
        ds.StudyInstanceUID, ds.SeriesInstanceUID, ds.FrameOfReferenceUID = STUDY, SERIES, FRAME
        ds.Modality, ds.ImageType = "CT", ["ORIGINAL", "PRIMARY", "AXIAL"]
        ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = "Phantom^Small", "SEG-1", "", ""
        ds.StudyDate, ds.StudyTime, ds.StudyID, ds.AccessionNumber = "20260101", "120000", "1", ""
        ds.ReferringPhysicianName = ds.PositionReferenceIndicator = ""
        ds.SeriesNumber, ds.InstanceNumber = 1, k + 1
        ds.Manufacturer = "Phantom"
        ds.ImagePositionPatient = [f"{v:.9f}"[:16] for v in ORIGIN + K * SPACING[2] * k]
        ds.ImageOrientationPatient = [f"{v:.9f}"[:16] for v in (*I, *J)]
        ds.PixelSpacing, ds.SliceThickness = [SPACING[1], SPACING[0]], SPACING[2]
        ds.Rows, ds.Columns, ds.SamplesPerPixel = ROWS, COLUMNS, 1
        ds.PhotometricInterpretation = "MONOCHROME2"
        ds.BitsAllocated = ds.BitsStored = 16
        ds.HighBit, ds.PixelRepresentation = 15, 1
        ds.RescaleIntercept, ds.RescaleSlope = 0, 1
        grey = np.where(LABELS[k] > 0, 2000, 0).astype("<i2") + 10 * k
        ds.PixelData = grey.astype("<i2").tobytes() + b"\0" * (grey.size * 2 % 2)
        ds.save_as(folder / f"slice-{(k * 7) % SLICES:02d}.dcm", enforce_file_format=True)
        slices.append(ds)
    return slices


def described(number, label, code, *, algorithm=("TestNet", "AUTOMATIC"), region=None):
    kind = hd.seg.SegmentAlgorithmTypeValues[algorithm[1]]
    identification = hd.AlgorithmIdentificationSequence(
        name=algorithm[0], version="1.0", family=Code("123110", "DCM", "Artificial Intelligence")
    )
    return hd.seg.SegmentDescription(
        segment_number=number,
        segment_label=label,
        segmented_property_category=ANATOMY,
        segmented_property_type=code,
        algorithm_type=kind,
        algorithm_identification=None if algorithm[1] == "MANUAL" else identification,
        anatomic_regions=region,
    )


def coded(teeth=TEETH):
    return [described(n + 1, f"Tooth {fdi}", Code(CODES[fdi][0], "SCT", CODES[fdi][1])) for n, fdi in enumerate(teeth)]


def segmentation(slices, pixels, segments, kind=hd.seg.SegmentationTypeValues.BINARY, **more):
    return hd.seg.Segmentation(
        source_images=slices,
        pixel_array=pixels,
        segmentation_type=kind,
        segment_descriptions=segments,
        series_instance_uid="2.25.7200",
        series_number=9,
        sop_instance_uid=f"2.25.{7300 + len(WRITTEN)}",
        instance_number=1,
        manufacturer="highdicom's test",
        manufacturer_model_name="fixtures",
        software_versions=f"highdicom {hd.__version__}",
        device_serial_number="1",
        content_creator_name="Doe^Jane",
        **more,
    )


WRITTEN: dict[str, dict] = {}
OUT = Path()


def keep(name, ds, expected):
    ds.save_as(OUT / name)
    WRITTEN[name] = expected


def found(labels=LABELS, **more):
    """What a file must open as: voxels by label, which is the FDI number but for further teeth of a number."""
    labels = np.ascontiguousarray(labels, np.uint8)
    values, counts = np.unique(labels[labels > 0], return_counts=True)
    return {
        "voxels": {str(v): int(n) for v, n in zip(values, counts)},
        "sha256": hashlib.sha256(labels.tobytes()).hexdigest(),
        "warnings": ["import.origin"],
        **more,
    }


def refused(code):
    return {"refused": code}


def stacked(teeth=TEETH):
    return np.stack([MASKS[fdi] for fdi in teeth], -1).astype(np.uint8)


def numbered(teeth=TEETH):
    numbers = np.zeros_like(LABELS)
    for n, fdi in enumerate(teeth):
        numbers[MASKS[fdi]] = n + 1
    return numbers


def write_recoded(name, ds, syntax, expected):
    """The same object in another transfer syntax that leaves pixels uncompressed."""
    other = copy.deepcopy(ds)
    other.file_meta.TransferSyntaxUID = syntax
    big_endian = syntax == ExplicitVRBigEndian
    if big_endian and other["PixelData"].VR == "OW":
        other.PixelData = np.frombuffer(other.PixelData, "<u2").astype(">u2").tobytes()
    encoding = dict(implicit_vr=False, little_endian=False) if big_endian else {}
    pydicom.dcmwrite(OUT / name, other, enforce_file_format=True, **encoding)
    WRITTEN[name] = expected


def reversed_frames(ds):
    other = copy.deepcopy(ds)
    count, size = int(other.NumberOfFrames), other.Rows * other.Columns
    other.PerFrameFunctionalGroupsSequence = list(reversed(other.PerFrameFunctionalGroupsSequence))
    bits = np.unpackbits(np.frombuffer(other.PixelData, np.uint8), bitorder="little")[: count * size]
    packed = np.packbits(bits.reshape(count, size)[::-1].reshape(-1), bitorder="little").tobytes()
    other.PixelData = packed + b"\0" * (len(packed) % 2)
    return other


def highdicom_files(slices):
    types = hd.seg.SegmentationTypeValues
    binary = segmentation(slices, stacked(), coded())
    keep("highdicom-binary.dcm", binary, found())
    keep("highdicom-reversed.dcm", reversed_frames(binary), found())
    write_recoded("highdicom-implicit.dcm", binary, ImplicitVRLittleEndian, found())
    write_recoded("highdicom-deflated.dcm", binary, DeflatedExplicitVRLittleEndian, found())
    write_recoded("highdicom-big-endian.dcm", binary, ExplicitVRBigEndian, found())
    words = copy.deepcopy(binary)
    words["PixelData"].VR = "OW"
    write_recoded("highdicom-big-endian-words.dcm", words, ExplicitVRBigEndian, found())
    shares = np.zeros((SLICES, ROWS, COLUMNS, len(TEETH)))
    for n, fdi in enumerate(TEETH):
        shares[..., n][MASKS[fdi]] = 0.8
        wide = ellipsoid((11, 9, 5), (11, 9, 5)) & (LABELS == 0)
        shares[..., n][wide] = 0.2
    fractional = segmentation(
        slices, shares, coded(), types.FRACTIONAL, fractional_type=hd.seg.SegmentationFractionalTypeValues.PROBABILITY
    )
    keep("highdicom-fractional.dcm", fractional, found(warnings=["import.origin", "import.fractional"]))
    label_map = segmentation(slices, numbered(), coded(), types.LABELMAP)
    keep("highdicom-labelmap.dcm", label_map, found())
    rle = segmentation(slices, numbered(), coded(), types.LABELMAP, transfer_syntax_uid=RLELossless)
    keep("highdicom-labelmap-rle.dcm", rle, found())
    wide = copy.deepcopy(label_map)  # numbers beyond 255, as words
    wide.BitsAllocated = wide.BitsStored = 16
    wide.HighBit = 15
    table = np.array([0, 300, 301, 302, 303], "<u2")
    wide.PixelData = table[np.frombuffer(label_map.PixelData, np.uint8)[: SLICES * ROWS * COLUMNS]].tobytes()
    wide["PixelData"].VR = "OW"
    for item in wide.SegmentSequence:
        if item.SegmentNumber > 0:
            item.SegmentNumber += 299
    keep("highdicom-labelmap-16.dcm", wide, found())
    write_recoded("highdicom-labelmap-16-big-endian.dcm", wide, ExplicitVRBigEndian, found())

    volume = hd.Volume.from_components(
        direction=np.stack([K, J, I], 1),
        position=ORIGIN,
        spacing=[SPACING[2], SPACING[1], SPACING[0]],
        coordinate_system="PATIENT",
        frame_of_reference_uid=FRAME,
        array=numbered(),
    )
    part = np.zeros_like(LABELS)
    part[1:11, 1:18, 1:21] = LABELS[1:11, 1:18, 1:21]
    keep("highdicom-cropped.dcm", segmentation(slices, volume[1:11, 1:18, 1:21], coded()), found(part))
    turned = volume[::-1, ::-1, :].permute_spatial_axes([2, 0, 1])
    keep("highdicom-turned.dcm", segmentation(slices, turned, coded(), types.LABELMAP), found())

    thick = label_map_of_thick_slices(slices)
    keep("highdicom-thick.dcm", thick, found(np.repeat(LABELS[::2], 2, 0), warnings=["import.origin", "import.resampled"]))

    both = stacked()
    both[..., 1] |= MASKS[16] & ellipsoid((6, 4, 3), (2, 9, 9))
    claimed = int((both[..., 1] & both[..., 0]).sum())
    smaller_wins = LABELS.copy()
    if both[..., 1].sum() < both[..., 0].sum():
        smaller_wins[both[..., 1] > 0] = 21
    else:
        smaller_wins[(both[..., 1] > 0) & (both[..., 0] == 0)] = 21
    keep(
        "highdicom-overlapping.dcm",
        segmentation(slices, both, coded()),
        found(smaller_wins, warnings=["import.origin", "import.overlap"], overlapping=claimed),
    )

    names = ["upper_right_first_molar_fdi16", "lower_left_first_molar_fdi36", "lower_jawbone"]
    names.append("lower_left_first_molar_pulp_fdi136")
    pixels = np.stack([MASKS[16], MASKS[36], MASKS[21], ellipsoid((16, 13, 8), (1, 1, 2))], -1).astype(np.uint8)
    segments = [described(n + 1, name, TOOTH if n < 2 else Code("272673000", "SCT", "Bone")) for n, name in enumerate(names)]
    only = np.where(np.isin(LABELS, (16, 36)), LABELS, 0)
    keep(
        "highdicom-totalsegmentator.dcm",
        segmentation(slices, pixels, segments),
        found(only, warnings=["import.origin", "import.left-out"]),
    )
    sided = [
        described(1, "one", TOOTH, region=[Code("23427002", "SCT", "Maxillary left first molar tooth")]),
        described(2, "another", Code("T-54500", "SRT", "Mandibular right first molar tooth"), algorithm=("", "MANUAL")),
        described(3, "FDI 16 (implant)", Code("90134004", "SCT", "Dental implant")),
    ]
    mapped = np.select([MASKS[16], MASKS[21], MASKS[36]], [26, 46, 16])
    keep(
        "highdicom-regions.dcm",
        segmentation(slices, stacked((16, 21, 36)), sided),
        found(mapped, types={"26": "tooth", "46": "tooth", "16": "implant"}),
    )

    twice = [described(1, "A", TOOTH), described(2, "B", TOOTH), described(3, "FDI 21", TOOTH)]
    for item in twice[:2]:
        item.SegmentedPropertyTypeCodeSequence[0].CodeValue, item.TrackingID = CODES[16][0], "FDI 16"
        item.TrackingUID = pydicom.uid.generate_uid(entropy_srcs=[item.SegmentLabel])
    pixels = np.stack([MASKS[36], MASKS[75], np.zeros_like(MASKS[75])], -1).astype(np.uint8)
    keep(
        "highdicom-doubled.dcm",
        segmentation(slices, pixels, twice),
        found(np.select([MASKS[36], MASKS[75]], [16, 201]), warnings=["import.origin", "import.empty", "import.doubled"]),
    )
    wide = np.pad(numbered(), 2)
    wide[1:3, 6:9, 17:19] = 2  # reaches out of the scan
    inside = wide[2:-2, 2:-2, 2:-2]
    beyond = hd.Volume.from_components(
        direction=np.stack([K, J, I], 1),
        position=ORIGIN - 2 * (K * SPACING[2] + J * SPACING[1] + I * SPACING[0]),
        spacing=[SPACING[2], SPACING[1], SPACING[0]],
        coordinate_system="PATIENT",
        frame_of_reference_uid=FRAME,
        array=wide,
    )
    keep(
        "highdicom-beyond.dcm",
        segmentation(slices, beyond, coded()),
        found(np.array([0, *TEETH])[inside], warnings=["import.origin", "import.outside"]),
    )

    no_teeth = [described(1, "Tooth 3", TOOTH), described(2, "Tooth 16", TOOTH), described(3, "Mandible", TOOTH)]
    keep("refused-no-teeth.dcm", segmentation(slices, stacked((16, 21, 36)), no_teeth), refused("import.no-teeth"))
    other = copy.deepcopy(binary)
    other.FrameOfReferenceUID = "2.25.1"
    other.ReferencedSeriesSequence[0].SeriesInstanceUID = "2.25.2"
    for item in other.PerFrameFunctionalGroupsSequence:
        for derivation in item.DerivationImageSequence:
            for source in derivation.SourceImageSequence:
                source.ReferencedSOPInstanceUID = "2.25.3"
    keep("refused-other-scan.dcm", other, refused("import.other-scan"))
    by_series = copy.deepcopy(binary)
    del by_series.FrameOfReferenceUID
    keep("highdicom-by-series.dcm", by_series, found())
    part = copy.deepcopy(binary)
    part.ConcatenationUID, part.InConcatenationNumber, part.ConcatenationFrameOffsetNumber = "2.25.4", 1, 0
    keep("refused-one-of-several-files.dcm", part, refused("import.unsupported"))
    nowhere = copy.deepcopy(binary)
    for item in nowhere.PerFrameFunctionalGroupsSequence:
        del item.PlanePositionSequence
    keep("refused-no-place.dcm", nowhere, refused("import.unsupported"))


def label_map_of_thick_slices(slices):
    """Every other plane, each standing for itself and the next one."""
    volume = hd.Volume.from_components(
        direction=np.stack([K, J, I], 1),
        position=ORIGIN + K * SPACING[2] * 0.45,  # nearest to both of its slices
        spacing=[2 * SPACING[2], SPACING[1], SPACING[0]],
        coordinate_system="PATIENT",
        frame_of_reference_uid=FRAME,
        array=numbered()[::2],
    )
    return segmentation(slices, volume, coded(), hd.seg.SegmentationTypeValues.LABELMAP)


def dcmqi_files(folder):
    with tempfile.TemporaryDirectory() as work:
        image = sitk.GetImageFromArray(LABELS)
        image.SetSpacing(SPACING)
        image.SetOrigin(ORIGIN)
        image.SetDirection(np.stack([I, J, K], 1).reshape(-1))
        nrrd = Path(work) / "labels.nrrd"
        sitk.WriteImage(image, str(nrrd))
        
        def item(code):
            return {"CodeValue": code.value, "CodingSchemeDesignator": "SCT", "CodeMeaning": code.meaning}

        meta = {
            "ContentCreatorName": "Doe^Jane",
            "SeriesDescription": "Teeth",
            "SeriesNumber": "300",
            "InstanceNumber": "1",
            "BodyPartExamined": "JAW",
            "segmentAttributes": [
                [
                    {
                        "labelID": fdi,
                        "SegmentLabel": f"Tooth {fdi}",
                        "SegmentDescription": "tooth",
                        "SegmentAlgorithmType": "MANUAL",
                        "SegmentedPropertyCategoryCodeSequence": item(ANATOMY),
                        "SegmentedPropertyTypeCodeSequence": item(TOOTH),
                    }
                    for fdi in TEETH
                ]
            ],
        }
        described_file = Path(work) / "meta.json"
        described_file.write_text(json.dumps(meta))
        for name, more in {
            "dcmqi-binary.dcm": [],
            "dcmqi-deflate.dcm": ["--compress", "deflate"],
            "dcmqi-labelmap.dcm": ["--segmentationType", "labelmap"],
        }.items():
            subprocess.run(
                ["itkimage2segimage", "--inputImageList", nrrd, "--inputDICOMDirectory", folder]
                + ["--outputDICOM", OUT / name, "--inputMetadata", described_file, "--skip", "1", *more],
                check=True,
                capture_output=True,
            )
            WRITTEN[name] = found()


def main() -> None:
    global OUT
    OUT = Path(sys.argv[1])
    slices = scan(OUT / "scan")
    highdicom_files(slices)
    dcmqi_files(OUT / "scan")
    goldens = {"highdicom": hd.__version__, "pydicom": pydicom.__version__, "dcmqi": "1.5.7", "files": WRITTEN}
    (OUT / "goldens.json").write_text(json.dumps(goldens, indent=1) + "\n", encoding="utf-8")
    print(f"{len(WRITTEN)} segmentations")


if __name__ == "__main__":
    main()
