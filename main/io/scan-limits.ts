/** 1024³: the largest CBCT in use, 2 GB as Int16. */
export const MAX_VOXELS = 1024 ** 3;

/** 2²⁷ pixels: a film of 30 × 15 cm scanned at 1200 dpi has 100 million. */
export const MAX_RADIOGRAPH_PIXELS = 2 ** 27;
