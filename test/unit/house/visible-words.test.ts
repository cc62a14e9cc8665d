/** Words that a person sees come from a dictionary: no component has English of its own. */
import { globSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

const PROJECT = join(import.meta.dirname, '../../..');

/** Names and signs that are the same in every language. */
const SAME_EVERYWHERE = new Set(['Quadrant', 'FDI', 'Universal', 'Palmer', 'CBCT', 'DICOM', 'MIP', 'MinIP']);
/** Attributes that are read out or shown. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'title',
  'label',
  'alt',
  'placeholder',
]);
const WORD = /\p{L}{3,}/gu;

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Every English word that the JSX of a source shows or speaks, with where it stands. */
function wordsIn(file: string, source: string): readonly string[] {
  const found: string[] = [];
  const note = (text: unknown): void => {
    if (typeof text !== 'string') return;
    const words = (text.match(WORD) ?? []).filter((word) => !SAME_EVERYWHERE.has(word));
    if (words.length > 0) found.push(`${file}: ${text.trim()}`);
  };
  /** Strings that an expression may turn into; what functions return is theirs. */
  const noteStrings = (value: unknown): void => {
    if (!isNode(value)) return;
    switch (value.type) {
      case 'Literal':
        note(value['value']);
        break;
      case 'TemplateLiteral':
        for (const quasi of listOf(value['quasis'])) note(textOfQuasi(quasi));
        break;
      case 'ConditionalExpression':
        noteStrings(value['consequent']);
        noteStrings(value['alternate']);
        break;
      case 'LogicalExpression':
        noteStrings(value['right']);
        break;
      case 'JSXExpressionContainer':
        noteStrings(value['expression']);
        break;
      default:
    }
  };
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    if (!isNode(value)) return;
    if (value.type === 'JSXText') note(value['value']);
    if (value.type === 'JSXElement' || value.type === 'JSXFragment') listOf(value['children']).forEach(noteStrings);
    if (value.type === 'JSXAttribute' && isNode(value['name']) && SPOKEN.has(String(value['name']['name'])))
      noteStrings(value['value']);
    for (const [field, child] of Object.entries(value)) if (field !== 'type') walk(child);
  };
  walk(parseSync(file, source).program);
  return found;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOfQuasi(quasi: unknown): unknown {
  const value = isNode(quasi) ? quasi['value'] : undefined;
  return typeof value === 'object' && value !== null && 'cooked' in value ? value.cooked : undefined;
}

describe('components', () => {
  it('have no words of their own', () => {
    const files = globSync('renderer/**/*.tsx', { cwd: PROJECT }).map((file) => file.split(sep).join('/'));
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((file) => wordsIn(file, readFileSync(join(PROJECT, file), 'utf8')))).toEqual([]);
  });

  it.each([
    ['text', '<p>Some words</p>'],
    ['a label', '<button aria-label="Close it" />'],
    ['a choice of strings', '<p>{open ? "Shown" : "–"}</p>'],
    ['a template', '<b title={`All ${n} slices`} />'],
    ['what is shown on a condition', '<p>{open && "Some words"}</p>'],
  ])('are caught with %s', (_what, jsx) => {
    expect(wordsIn('a.tsx', `export const A = () => ${jsx};`)).not.toEqual([]);
  });

  it.each([
    '<p>{t.words} · 12 mm</p>',
    '<button className="small" type="submit" data-state="open" />',
    '<b>{f("key")}</b>',
  ])('may have %s', (jsx) => {
    expect(wordsIn('a.tsx', `export const A = () => ${jsx};`)).toEqual([]);
  });
});
