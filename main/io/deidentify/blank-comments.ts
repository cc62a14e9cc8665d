/**
 * Comments and application segments inside compressed frames, where identifiers hide (EXIF, scanner notes), overwritten in
 * place: the length stays, so that no offset table changes, and the coded picture is not touched.
 */
const SPACE = 0x20;

/** JPEG and JPEG-LS (ITU-T T.81 B.1.1, T.87): codes after FF. */
const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const COM = 0xfe;
const isApplication = (code: number): boolean => code >= 0xe0 && code <= 0xef;
/** Markers that stand alone: TEM and restarts. */
const standsAlone = (code: number): boolean => code === 0x01 || (code >= 0xd0 && code <= 0xd7);

/** Decoders need these: JFIF without a thumbnail, Adobe's colour transform, HP's for JPEG-LS. */
const NEEDED_APPLICATION: readonly { readonly code: number; readonly begins: string; readonly length: number }[] = [
  { code: 0xe0, begins: 'JFIF\0', length: 14 },
  { code: 0xee, begins: 'Adobe', length: 12 },
  { code: 0xe8, begins: 'mrfx', length: 5 },
];

/** JPEG 2000 and HTJ2K (ITU-T T.800 A.2): markers. */
const SOC = 0xff4f;
const SOT = 0xff90;
const SOD = 0xff93;
const EOC = 0xffd9;
const CME = 0xff64;

/**
 * Blanks the comments of encapsulated frames in place; says how many there were. Fragments that do not begin a codestream
 * go on with the one before.
 * @throws RangeError when a codestream's segments cannot be followed to its end: then nobody knows what is in it
 */
export function blankComments(fragments: readonly Uint8Array[], codec: 'jpeg' | 'jpeg-2000'): number {
  const begins = ([first, second]: Uint8Array): boolean =>
    first === 0xff && second === (codec === 'jpeg' ? SOI : SOC & 0xff);
  let blanked = 0;
  for (let from = 0; from < fragments.length;) {
    let to = from + 1;
    while (to < fragments.length && !begins(fragments[to])) to++;
    blanked += blankStream(fragments.slice(from, to), codec);
    from = to;
  }
  return blanked;
}

function blankStream(parts: readonly Uint8Array[], codec: 'jpeg' | 'jpeg-2000'): number {
  const stream = parts.length === 1 ? parts[0] : Buffer.concat(parts);
  const blanked = codec === 'jpeg' ? blankJpeg(stream) : blankJpeg2000(stream);
  if (parts.length > 1) {
    let at = 0;
    for (const part of parts) part.set(stream.subarray(at, (at += part.length)));
  }
  return blanked;
}

function blankJpeg(stream: Uint8Array): number {
  if (stream[0] !== 0xff || stream[1] !== SOI) throw new RangeError('a compressed frame does not begin as JPEG does');
  let blanked = 0;
  for (let at = 2; at + 1 < stream.length;) {
    if (stream[at] !== 0xff) throw new RangeError('a segment of a JPEG frame is damaged');
    const code = stream[at + 1];
    if (code === 0xff) at += 1;
    else if (code === EOI) return blanked + blankRest(stream, at + 2);
    else if (standsAlone(code)) at += 2;
    else {
      const end = at + 2 + uint16(stream, at + 2);
      if (end > stream.length) throw new RangeError('a segment of a JPEG frame is cut');
      const payload = stream.subarray(at + 4, end);
      if (code === COM || (isApplication(code) && !isNeeded(code, payload))) {
        payload.fill(code === COM ? SPACE : 0);
        blanked++;
      }
      at = code === SOS ? endOfScan(stream, end) : end;
    }
  }
  throw new RangeError('the end of a JPEG frame is missing');
}

function isNeeded(code: number, payload: Uint8Array): boolean {
  return NEEDED_APPLICATION.some(
    (needed) =>
      needed.code === code &&
      payload.length === needed.length &&
      Buffer.from(payload).toString('latin1').startsWith(needed.begins),
  );
}

/** Coded bytes never hold FF and a marker's code: after FF comes 00 or a restart, or in JPEG-LS a byte below 80. */
function endOfScan(stream: Uint8Array, from: number): number {
  for (let at = stream.indexOf(0xff, from); at >= 0; at = stream.indexOf(0xff, at + 1)) {
    const next = stream[at + 1];
    if (next >= 0x80 && next !== 0xff && !standsAlone(next)) return at;
  }
  throw new RangeError('the end of a JPEG frame is missing');
}

function blankJpeg2000(stream: Uint8Array): number {
  if (uint16(stream, 0) !== SOC) throw new RangeError('a compressed frame does not begin as JPEG 2000 does');
  let blanked = 0;
  let tilePart = { from: 0, length: 0 };
  for (let at = 2; at + 2 <= stream.length;) {
    const marker = uint16(stream, at);
    if (marker === EOC) return blanked + blankRest(stream, at + 2);
    if (marker === SOD) {
      // Zero: the tile-part goes on to the end of the codestream, which ends with EOC and perhaps a byte of padding.
      at = tilePart.length === 0 ? lastEndOfCodestream(stream, at) : tilePart.from + tilePart.length;
      continue;
    }
    const end = at + 2 + uint16(stream, at + 2);
    if (marker < 0xff00 || end > stream.length) throw new RangeError('a segment of a JPEG 2000 frame is damaged');
    if (marker === SOT) tilePart = { from: at, length: uint32(stream, at + 6) };
    if (marker === CME) {
      stream.subarray(at + 6, end).fill(SPACE);
      blanked++;
    }
    at = end;
  }
  // Many encoders leave the last marker out.
  return blanked;
}

function lastEndOfCodestream(stream: Uint8Array, from: number): number {
  for (let at = stream.length - 2; at >= from; at--) if (uint16(stream, at) === EOC) return at;
  return stream.length;
}

/** What follows the picture is padding, or something that has no business there. */
function blankRest(stream: Uint8Array, from: number): number {
  const rest = stream.subarray(from);
  if (rest.every((byte) => byte === 0 || byte === 0xff)) return 0;
  rest.fill(0);
  return 1;
}

function uint16(bytes: Uint8Array, at: number): number {
  return at + 2 <= bytes.length ? bytes[at] * 0x100 + bytes[at + 1] : 0;
}

function uint32(bytes: Uint8Array, at: number): number {
  return uint16(bytes, at) * 0x10000 + uint16(bytes, at + 2);
}
