/** The Emscripten codecs ship without types: only what decode-frame.ts and read-jpeg.ts call is declared. */

interface EmscriptenFrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
}

/** getEncodedBuffer and getDecodedBuffer are views into WebAssembly memory: copy before the next call. */
interface EmscriptenDecoder {
  getEncodedBuffer(byteLength: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): EmscriptenFrameInfo;
}

/** Where the codec's own messages go; by default the console, hence the command line's stdout. */
interface EmscriptenOptions {
  readonly print: (line: string) => void;
  readonly printErr: (line: string) => void;
}

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  export default function charls(
    options: EmscriptenOptions,
  ): Promise<{ readonly JpegLSDecoder: new () => EmscriptenDecoder }>;
}
declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  export default function openjpeg(
    options: EmscriptenOptions,
  ): Promise<{ readonly J2KDecoder: new () => EmscriptenDecoder }>;
}
declare module '@cornerstonejs/codec-openjph' {
  export default function openjph(
    options: EmscriptenOptions,
  ): Promise<{ readonly HTJ2KDecoder: new () => EmscriptenDecoder }>;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  export default function libjpegTurbo(
    options: EmscriptenOptions,
  ): Promise<{ readonly JPEGDecoder: new () => EmscriptenDecoder }>;
}
