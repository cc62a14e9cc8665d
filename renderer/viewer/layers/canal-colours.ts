/** Orange and blue: apart for every eye, and unlike the planes' red, yellow and green. The name says the side as well. */
export const CANAL_COLOURS = {
  right: { css: '#ff9f43', rgb: [255, 159, 67] },
  left: { css: '#6cb6ff', rgb: [108, 182, 255] },
} as const;
