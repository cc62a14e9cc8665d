/** sRGB 0–255 → CIELab as DICOM encodes it in 16 bits (PS3.3 C.10.7.1.1): L* 0…100, a* and b* −128…127, D50. */
export function cieLab(colour: readonly [number, number, number]): readonly [number, number, number] {
  const [red, green, blue] = colour.map(linear);
  // sRGB to XYZ of D50 (Bradford-adapted), by the white point of D50.
  const x = (0.4360747 * red + 0.3850649 * green + 0.1430804 * blue) / 0.9642;
  const y = 0.2225045 * red + 0.7168786 * green + 0.0606169 * blue;
  const z = (0.0139322 * red + 0.0971045 * green + 0.7141733 * blue) / 0.8249;
  const [fx, fy, fz] = [x, y, z].map(cubeRoot);
  const encode = (value: number, from: number, to: number): number =>
    Math.min(65535, Math.max(0, Math.round(((value - from) / (to - from)) * 65535)));
  return [encode(116 * fy - 16, 0, 100), encode(500 * (fx - fy), -128, 127), encode(200 * (fy - fz), -128, 127)];
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

/** CIE 1976. */
function cubeRoot(value: number): number {
  return value > (6 / 29) ** 3 ? Math.cbrt(value) : value / (3 * (6 / 29) ** 2) + 4 / 29;
}
