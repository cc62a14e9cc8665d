/** What may stay though it is text or bytes, and the words of which a description may be made. */

/** Texts that programs and vendors write: products, kernels, codes. They stay when no name of the data set is in them. */
export const TRUSTED_TEXT: ReadonlySet<number> = new Set([
  0x00080070, // Manufacturer
  0x00081090, // Manufacturer's Model Name
  0x00181020, // Software Versions
  0x00181210, // Convolution Kernel
  0x00181160, // Filter Type
  0x00620009, // Segment Algorithm Name
  0x00660036, // Algorithm Name
  0x00660031, // Algorithm Version
  0x00420012, // MIME Type of Encapsulated Document
]);

/** Texts of which harmless words stay. */
export const DESCRIPTIVE_TEXT: ReadonlySet<number> = new Set([
  0x00201040, // Position Reference Indicator
  0x00281054, // Rescale Type
  0x00283003, // LUT Explanation
  0x00283004, // Modality LUT Type
  0x00281055, // Window Center & Width Explanation
  0x00209421, // Dimension Description Label
  0x00620005, // Segment Label
  0x00620006, // Segment Description
  0x00620020, // Tracking ID
  0x00700081, // Content Description
]);

/** A coded concept: trusted when its scheme is public. */
export const CODE_TEXT: ReadonlySet<number> = new Set([0x00080100, 0x00080102, 0x00080103, 0x00080104, 0x00080119]);
export const CODING_SCHEME_DESIGNATOR = 0x00080102;
/** Public schemes (PS3.16 8), and our own. */
export const PUBLIC_SCHEMES: ReadonlySet<string> = new Set(
  `SCT SRT SNM3 99SDM DCM UCUM LN FMA RADLEX NCIt UMLS ICD10 I10 I10P ISO639_1 ISO639_2 ISO3166_1 RFC3066 RFC5646 DCMUID
  CDT-2 ADA JP1 NEX ITIS_TSN CD8 UBERON 99QUADRANT`.split(/\s+/),
);

/** Concepts of a structured report (DCM) whose texts are kept down to harmless words. */
export const REPORT_TEXT: ReadonlySet<string> = new Set([
  '112039', // Tracking Identifier
  '121013', // Device Observer Name
  '121014', // Device Observer Manufacturer
  '121015', // Device Observer Model Name
]);

/** Bytes that are pictures, tables of greys and colours, waves, moments. All other bytes go. */
export const TRUSTED_BYTES: ReadonlySet<number> = new Set([
  0x7fe00010, 0x00340007, 0x00283006, 0x00281201, 0x00281202, 0x00281203, 0x00281204, 0x00281221, 0x00281222,
  0x00281223, 0x00282000, 0x54000110, 0x54000112, 0x54001010, 0x00660023, 0x00660024, 0x00660025, 0x00660029,
]);

/** Terms without which an object falls apart: they stay even where somebody bears such a name. */
export const DEFINED_TERMS: ReadonlySet<string> = new Set(
  `ORIGINAL DERIVED PRIMARY SECONDARY AXIAL LOCALIZER VOLUME NONE MONOCHROME1 MONOCHROME2 RGB CT MR PX DX IO CR SEG SR DOC
  CONTAINER TEXT NUM CODE PNAME DATE TIME DATETIME UIDREF IMAGE COMPOSITE WAVEFORM SCOORD SCOORD3D TCOORD TABLE CONTAINS
  SEPARATE CONTINUOUS BINARY FRACTIONAL LABELMAP AUTOMATIC SEMIAUTOMATIC MANUAL YES NO`.split(/\s+/),
);

/**
 * The numbers among the safe private attributes of PS3.15 Table E.3.10-1 that a CT or a tomosynthesis may have: creator,
 * group, element within the block, type.
 */
const SAFE_PRIVATE: readonly (readonly [creator: string, group: number, element: number, vr: string])[] = [
  ['ELSCINT1', 0x00e1, 0x21, 'DS'],
  ['ELSCINT1', 0x00e1, 0x50, 'DS'],
  ['ELSCINT1', 0x01f1, 0x07, 'DS'],
  ['ELSCINT1', 0x01f1, 0x26, 'DS'],
  ['ELSCINT1', 0x01f1, 0x27, 'DS'],
  ['GEMS_ACQU_01', 0x0019, 0x23, 'DS'],
  ['GEMS_ACQU_01', 0x0019, 0x24, 'DS'],
  ['GEMS_ACQU_01', 0x0019, 0x27, 'DS'],
  ['GEMS_HELIOS_01', 0x0045, 0x01, 'SS'],
  ['GEMS_HELIOS_01', 0x0045, 0x02, 'FL'],
  ['GEMS_PARM_01', 0x0043, 0x39, 'IS'],
  ['GEMS_PARM_01', 0x0043, 0x6f, 'DS'],
  ['GEMS_SERS_01', 0x0025, 0x07, 'SL'],
];

/** The type of a safe private attribute; null when it is not known to be safe. */
export function safePrivateVr(creator: string, group: number, element: number): string | null {
  const safe = SAFE_PRIVATE.find(([name, inGroup, at]) => name === creator && inGroup === group && at === element);
  return safe?.[3] ?? null;
}

const HARMLESS_WORDS: ReadonlySet<string> = new Set(
  `quadrant fdi tooth teeth segment segments segmentation number numbers numbered label dental cbct ct dvt opg opt px dx io
  ceph cephalometric panoramic panorama bitewing periapical occlusal intraoral extraoral radiograph xray tomography cone
  beam volume scan series image images axial coronal sagittal cross section sections slice slices oblique reformatted mpr
  mip 2d 3d hr low high standard normal ultra dose resolution fov field view large medium small full half jaw jaws maxilla
  maxillary mandible mandibular upper lower left right anterior posterior central lateral first second third fourth incisor
  canine premolar molar wisdom deciduous primary permanent supernumerary root crown implant bridge pontic canal nerve sinus
  airway tmj joint skull head face bone soft tissue enamel dentin pulp window original derived measurements mm cm um kv kvp
  ma mas hu deg ms adult child stack position patient frame index of and the with without in to their proposed accepted
  edited rejected confidence found traced om sn od us mgml pcnt cps none unspecified hounsfield unit units`.split(
    /\s+/,
  ),
);
const MEASURE = /^\d{1,3}(?:[.,]\d{1,3})?(?:mm|cm|um|kv|ma|s)?$/i;

/**
 * The words of a description that name nobody: terms of the trade, and numbers of up to three digits with their units.
 * Numbers that follow each other are left out: they may be a date, a telephone number, an ID.
 */
export function harmlessWords(text: string): string {
  const words = text.split(/[^\p{L}\p{N}.,]+/u).map((word) => word.replace(/^[.,]+|[.,]+$/g, ''));
  const isNumber = (word: string | undefined): boolean => /^\d/.test(word ?? '');
  return words
    .filter((word, n) => {
      if (HARMLESS_WORDS.has(word.toLowerCase())) return true;
      return MEASURE.test(word) && !isNumber(words[n - 1]) && !isNumber(words[n + 1]);
    })
    .join(' ');
}
