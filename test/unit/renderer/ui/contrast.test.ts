/** Colours of both themes against WCAG 2.2, 1.4.3 (text, 4.5:1) and 1.4.11 (edges of controls and focus, 3:1). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toothColour, DECIDUOUS_FDI, PERMANENT_FDI } from '#core/fdi';

type Rgb = readonly [number, number, number];
type Tokens = ReadonlyMap<string, string>;

const css = readFileSync(join(import.meta.dirname, '../../../../renderer/ui/tokens.css'), 'utf8');

function tokensOf(selector: string): Tokens {
  const block = css.slice(css.indexOf(selector)).match(/\{([^}]*)\}/)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value.trim()]));
}

const DARK = tokensOf(':root,\n[data-pane]');
const LIGHT: Tokens = new Map([...DARK, ...tokensOf(":root[data-theme='light']")]);

/** The colour of a token as it is seen on another colour: a wash lets some of that through. */
function seen(tokens: Tokens, name: string, on: Rgb): Rgb {
  const value = tokens.get(name) ?? '';
  const hex = /^#(..)(..)(..)$/.exec(value);
  if (hex !== null) return [parseInt(hex[1], 16), parseInt(hex[2], 16), parseInt(hex[3], 16)];
  const wash = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(value);
  if (wash === null) throw new Error(`--${name} is no colour: ${value}`);
  const [red, green, blue, alpha] = wash.slice(1).map(Number);
  const mixed = (over: number, under: number): number => over * alpha + under * (1 - alpha);
  return [mixed(red, on[0]), mixed(green, on[1]), mixed(blue, on[2])];
}

/** Relative luminance and contrast ratio as WCAG defines them. */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const SURFACES = ['surface-0', 'surface-1', 'surface-2', 'surface-3'] as const;
const TEXTS = ['text', 'text-muted', 'text-faint', 'accent', 'warning', 'danger'] as const;
const WASHES = ['accent-wash', 'warning-wash', 'danger-wash'] as const;
const BLACK: Rgb = [0, 0, 0];

describe.each([
  ['dark', DARK],
  ['light', LIGHT],
] as const)('the %s theme', (_name, tokens) => {
  const solid = (name: string): Rgb => seen(tokens, name, BLACK);

  it.each(SURFACES)('has every kind of text readable on %s', (surface) => {
    for (const text of TEXTS) expect(contrast(solid(text), solid(surface)), text).toBeGreaterThanOrEqual(4.5);
  });

  it.each(WASHES)('has text readable on %s over each surface', (wash) => {
    const own = wash.replace('-wash', '');
    for (const surface of SURFACES.slice(1, 3)) {
      const ground = seen(tokens, wash, solid(surface));
      for (const text of ['text', own]) expect(contrast(solid(text), ground), text).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has words on a filled button readable, at rest and under the pointer', () => {
    for (const fill of ['accent', 'accent-strong'])
      expect(contrast(solid('on-accent'), solid(fill))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SURFACES)('shows the edges of fields and the focus on %s', (surface) => {
    for (const edge of ['field-line', 'accent', 'tooth-ring'])
      expect(contrast(solid(edge), solid(surface)), edge).toBeGreaterThanOrEqual(3);
  });

  it('has tooth numbers readable on every tooth colour', () => {
    for (const fdi of [...PERMANENT_FDI, ...DECIDUOUS_FDI])
      expect(contrast(solid('on-tooth'), toothColour(fdi)), String(fdi)).toBeGreaterThanOrEqual(4.5);
  });
});
