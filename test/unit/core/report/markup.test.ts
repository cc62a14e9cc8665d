import { expect, it } from 'vitest';
import { cssString, markup } from '#core/report/markup';

it('escapes what is put in, and leaves what is markup already', () => {
  const cell = markup`<td title="${'"&\''}">${'<b>'}</td>`;
  expect(cell.markup).toBe('<td title="&quot;&amp;&#39;">&lt;b&gt;</td>');
  expect(markup`<tr>${[cell, cell]}${null}${3}</tr>`.markup).toBe(`<tr>${cell.markup}${cell.markup}3</tr>`);
});

it('writes any text as one string of a style sheet', () => {
  expect(cssString('Page 1')).toBe('"Page\\20 1"');
  expect(cssString('"}</style>\n')).not.toMatch(/[<>}/\n]/);
  expect(cssString('牙')).toBe('"\\7259 "');
});
