"""What `quadrant export … --format training` wrote is read as it was reviewed. It lies in tests/exported and is kept
true by test/unit/services/export-training.test.ts.

    cd models/training && python -m unittest discover tests
"""

import random
import tempfile
import unittest
from pathlib import Path

import nibabel
import numpy as np
import torch

from quadrant_training.anatomy import CLASS_TO_FDI, EXTRA
from quadrant_training.panoramic.data import FRAME_H, FRAME_W, Radiograph, load_reviewed, training_picture
from quadrant_training.panoramic.scaling_loop import write_queue
from quadrant_training.reviewed import CLASS_OF_FDI, Mixed, ReviewedSamples, load_scan, scan_names
from quadrant_training.train import mirrored

EXPORTED = Path(__file__).parent / "exported"


class ReviewedVolume(unittest.TestCase):
    def setUp(self):
        self.scan = load_scan(EXPORTED, scan_names(EXPORTED)[0])

    def test_has_the_teeth_and_no_implant(self):
        self.assertEqual(sorted(self.scan.centroids), [35, 36, 201])
        self.assertEqual(CLASS_TO_FDI[int(CLASS_OF_FDI[35])], 35)
        self.assertEqual(int(CLASS_OF_FDI[201]), EXTRA)

    def test_lies_where_it_lay_on_an_oblique_left_handed_grid(self):
        affine = (
            np.diag([-1.0, -1.0, 1.0, 1.0])
            @ nibabel.load(EXPORTED / "cbct" / "labels" / f"{self.scan.name}.nii.gz").affine
        )
        codes = self.scan.labels.numpy()
        voxels = np.argwhere(codes > 0)[:, ::-1]  # i, j, k
        points = torch.tensor((voxels @ affine[:3, :3].T + affine[:3, 3]).T.reshape(3, -1, 1, 1), dtype=torch.float32)
        k, j, i = voxels[:, 2], voxels[:, 1], voxels[:, 0]
        np.testing.assert_array_equal(self.scan.teeth(points).flatten().numpy(), codes[k, j, i])
        np.testing.assert_allclose(
            self.scan.grey(points).flatten().numpy(), self.scan.image.numpy()[k, j, i], atol=0.05
        )
        self.assertFalse(self.scan.teeth(points + 500).any())

    def test_gives_samples_as_training_takes_them(self):
        rng = np.random.default_rng(3)
        coarse = ReviewedSamples(EXPORTED, "coarse").draw(rng)
        self.assertEqual(coarse["image"].shape, (1, 96, 128, 160))
        self.assertEqual(coarse["labels"].shape, (48, 64, 80))
        fine = ReviewedSamples(EXPORTED, "fine")
        for _ in range(3):
            sample = fine.draw(rng)
            self.assertEqual(sample["labels"].shape, (96, 128, 128))
            self.assertEqual(sample["guidance"].shape, (1, 48, 64, 64))
            # cells of one tooth point at one place
            cells = sample["numbers"] == sample["numbers"][sample["numbers"] > 0].mode().values
            axes = torch.meshgrid(*[(torch.arange(n) - (n - 1) / 2) * 0.5 for n in cells.shape], indexing="ij")
            aims = torch.stack([axes[2 - a] + sample["offset"][a].float() for a in range(3)])[:, cells]
            self.assertLess(float(aims.std(1).max()), 0.05)

    def test_is_mixed_into_what_training_draws(self):
        synthetic, reviewed = ReviewedSamples(EXPORTED, "coarse", seed=1), ReviewedSamples(EXPORTED, "coarse", seed=2)
        stream = iter(Mixed(synthetic, reviewed, 0.5))
        for _ in range(3):
            self.assertEqual(mirrored(next(stream))["image"].shape, (1, 96, 128, 160))


class ReviewedRadiograph(unittest.TestCase):
    def test_has_its_outlines_filled(self):
        (radiograph,) = load_reviewed(EXPORTED)
        expected = np.zeros((5, 6), np.uint8)
        expected[1:4, 1:3] = 36
        np.testing.assert_array_equal(radiograph.labels.numpy(), expected)
        self.assertEqual(int(radiograph.image[0, 5]), 5)
        self.assertAlmostEqual(radiograph.aspect, 6 / 5)
        image, labels = training_picture(radiograph, random.Random(1))
        self.assertEqual(image.shape[1:], labels.shape)


class ReviewQueue(unittest.TestCase):
    def test_is_written_as_the_application_reads_it(self):
        radiograph = Radiograph("cate1-00001", torch.zeros(512, 512), torch.zeros(512, 512), 1.75)
        mask = np.zeros((FRAME_H, FRAME_W), bool)
        mask[300:340, 100:120] = True
        other = Radiograph("cate1-00002", torch.zeros(512, 512), torch.zeros(512, 512), 1.75)
        with tempfile.TemporaryDirectory() as folder:
            write_queue(Path(folder), [(other, {11: mask}, 0.91), (radiograph, {36: mask, 37: mask & False}, 0.42)])
            written = (Path(folder) / "queue.json").read_text()
        self.assertEqual(written, (Path(__file__).parent / "queue.json").read_text())


if __name__ == "__main__":
    unittest.main()
