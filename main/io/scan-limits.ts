/** 1024³: the largest CBCT in use, 2 GB as Int16. */
export const MAX_VOXELS = 1024 ** 3;
