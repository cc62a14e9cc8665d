/**
 * Libraries that a package of ours contains in compiled form, and whose terms its npm package does not repeat. Which they are
 * stands in the packages' build scripts (PantelisGeorgiadis/dcmjs-codecs wasm/build.sh, cornerstonejs/codecs packages/*), the
 * holders in each library's own licence file or sources.
 */

export interface CompiledIn {
  readonly library: string;
  /** As SPDX writes it; its standard text is passed on with the holders' names. */
  readonly licence: 'BSD-2-Clause' | 'BSD-3-Clause' | 'IJG' | 'MIT';
  readonly holders: readonly string[];
  /** What its terms ask to be said or read besides. */
  readonly note?: string;
}

/** LICENSE.md, and the heads of its sources. */
const CHARLS: CompiledIn = {
  library: 'CharLS',
  licence: 'BSD-3-Clause',
  holders: ['2007, Jan de Vaan, Victor Derks', 'Team CharLS'],
};

/** The heads of src/lib/openjp2. */
const OPENJPEG: CompiledIn = {
  library: 'OpenJPEG',
  licence: 'BSD-2-Clause',
  holders: [
    '2002-2014, Universite catholique de Louvain (UCL), Belgium',
    '2002-2014, Professor Benoit Macq',
    '2001-2003, David Janssens',
    '2002-2003, Yannick Verschueren',
    '2003-2007, Francois-Olivier Devaux',
    '2003-2014, Antonin Descampe',
    '2005, Herve Drolon, FreeImage Team',
    '2006-2007, Parvatha Elangovan',
    '2007, Jonathan Ballard <dzonatas@dzonux.net>',
    '2007, Callum Lerwick <seg@haxxed.com>',
    '2008, Jerome Fimes, Communications & Systemes <jerome.fimes@c-s.fr>',
    '2010-2011, Kaori Hagihara',
    "2008, 2011-2012, Centre National d'Etudes Spatiales (CNES), France",
    "2012, CS Systemes d'Information, France",
  ],
};

/** license.txt */
const OPENJPH: CompiledIn = {
  library: 'OpenJPH',
  licence: 'BSD-2-Clause',
  holders: [
    '2019, Aous Naman',
    '2019, Kakadu Software Pty Ltd, Australia',
    '2019, The University of New South Wales, Sydney, Australia',
  ],
};

const IJG_NOTE = 'This software is based in part on the work of the Independent JPEG Group.';

/** LICENSE.md and README.ijg of 3.2.0: the TurboJPEG interface, and the library below it. */
const LIBJPEG_TURBO: readonly CompiledIn[] = [
  {
    library: 'libjpeg-turbo (TurboJPEG)',
    licence: 'BSD-3-Clause',
    holders: ['2009-2026, D. R. Commander', '2018-2023, Randy <randy408@protonmail.com>'],
  },
  {
    library: 'libjpeg-turbo (libjpeg)',
    licence: 'IJG',
    holders: ['1991-2020, Thomas G. Lane, Guido Vollbeding'],
    note: IJG_NOTE,
  },
];

/** README of release 6b, and the heads of the files for lossless JPEG. */
const LIBIJG: CompiledIn = {
  library: 'libjpeg 6b for 8, 12 and 16 bits',
  licence: 'IJG',
  holders: ['1991-1998, Thomas G. Lane', '1999, Ken Murchison'],
  note: IJG_NOTE,
};

/** JPEG XL, which we do not use, and what it is made of. */
const LIBJXL: readonly CompiledIn[] = [
  { library: 'libjxl', licence: 'BSD-3-Clause', holders: ['the JPEG XL Project Authors'] },
  { library: 'Highway', licence: 'BSD-3-Clause', holders: ['The Highway Project Authors'] },
  { library: 'Brotli', licence: 'MIT', holders: ['2009, 2010, 2013-2016 by the Brotli Authors'] },
  { library: 'skcms', licence: 'BSD-3-Clause', holders: ['2018, Google Inc.'] },
];

const BETTER_ENUMS: CompiledIn = {
  library: 'Better Enums',
  licence: 'BSD-2-Clause',
  holders: ['2012-2021, Anton Bachin'],
};

/** By the name of the npm package. */
export const COMPILED_IN: Readonly<Record<string, readonly CompiledIn[]>> = {
  'onnxruntime-node': [
    {
      library: 'ONNX Runtime',
      licence: 'MIT',
      holders: ['Microsoft Corporation'],
      note: 'What it is made of in turn: https://github.com/microsoft/onnxruntime/blob/main/ThirdPartyNotices.txt',
    },
  ],
  '@cornerstonejs/codec-charls': [CHARLS],
  '@cornerstonejs/codec-openjpeg': [OPENJPEG],
  '@cornerstonejs/codec-openjph': [OPENJPH],
  '@cornerstonejs/codec-libjpeg-turbo-8bit': LIBJPEG_TURBO,
  'dcmjs-codecs': [CHARLS, OPENJPEG, OPENJPH, LIBIJG, ...LIBJXL, BETTER_ENUMS],
};
