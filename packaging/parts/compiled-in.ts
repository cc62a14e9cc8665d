/** Libraries that a package of ours contains in compiled form, and whose terms its npm package does not repeat. */

export interface CompiledIn {
  readonly library: string;
  /** As SPDX writes it; its standard text is passed on with the holders' names. */
  readonly licence: 'BSD-2-Clause' | 'BSD-3-Clause' | 'MIT';
  readonly holders: readonly string[];
  /** What its terms ask to be said or read besides. */
  readonly note?: string;
}

const CHARLS: CompiledIn = { library: 'CharLS', licence: 'BSD-3-Clause', holders: ['2007, Jan de Vaan, Victor Derks'] };

const OPENJPEG: CompiledIn = {
  library: 'OpenJPEG',
  licence: 'BSD-2-Clause',
  holders: [
    '2002-2014, Université catholique de Louvain (UCL), Belgium',
    '2002-2014, Professor Benoit Macq',
    '2003-2014, Antonin Descampe',
    '2003-2009, François-Olivier Devaux',
    '2005, Herve Drolon, FreeImage Team',
    '2002-2003, Yannick Verschueren',
    '2001-2003, David Janssens',
  ],
};

const LIBJPEG: CompiledIn = {
  library: 'libjpeg-turbo or libjpeg',
  licence: 'BSD-3-Clause',
  holders: ['2009-2024, D. R. Commander', '2015, Viktor Szathmáry', '1991-2020, Thomas G. Lane, Guido Vollbeding'],
  note: 'This software is based in part on the work of the Independent JPEG Group.',
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
  '@cornerstonejs/codec-openjph': [
    {
      library: 'OpenJPH',
      licence: 'BSD-2-Clause',
      holders: ['2019, Aous Naman', '2019, Kakadu Software Pty Ltd', '2019, The University of New South Wales'],
    },
  ],
  '@cornerstonejs/codec-libjpeg-turbo-8bit': [LIBJPEG],
  'dcmjs-codecs': [CHARLS, OPENJPEG, LIBJPEG],
};
