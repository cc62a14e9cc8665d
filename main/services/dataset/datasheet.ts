/** The data set on one page that needs nothing else: counts as in the tables of STS-Tooth, and how its scans are spread. */
import type { DatasetManifest } from '#contract/dataset';
import { FILTERS } from '#core/dataset/filters';
import { isFdi } from '#core/fdi';

type Scan = DatasetManifest['scans'][number];

export function datasheet(manifest: DatasetManifest): string {
  const { scans, counts, left, size, profile, retain, quadrantVersion } = manifest;
  const groups = counts.filter(({ original }) => original > 0).map(({ group }) => group);
  const of = (group: string): readonly Scan[] => scans.filter((scan) => scan.group === group);
  const patients = new Set(scans.map(({ patient }) => patient)).size;
  const reviewed = scans.flatMap(({ reviewSeconds }) => reviewSeconds ?? []);
  const teeth = [...new Set(scans.flatMap((scan) => scan.teeth))].filter(isFdi).sort((a, b) => a - b);
  const reasons = Map.groupBy(left, ({ filter, reason }) => `${filter}: ${reason.replaceAll(/\d+(\.\d+)?/g, '…')}`);
  return page([
    `<p>${scans.length} scans of ${patients} patients, ${size === 'sts' ? 'in the sizes of STS-Tooth' : 'in their own sizes'}. Built by Quadrant ${escaped(quadrantVersion)}; ` +
      `persons removed after ${escaped(profile)}${retain.length > 0 ? `, kept: ${retain.join(', ')}` : ''}. Hashes of all files are in manifest.json.</p>`,
    '<h2>What was left out</h2>',
    table(
      ['Group', 'Exported', '(1) invalid', '(2) duplicate', '(3) outlier', '(4) identity', '(5) quality', 'Final'],
      counts.map(({ group, original, filtered, final }) => [
        group,
        original,
        ...FILTERS.map((filter) => filtered[filter] ?? 0),
        final,
      ]),
    ),
    ...(reasons.size === 0
      ? []
      : [
          table(
            ['Reason', 'Scans'],
            [...reasons].map(([reason, lines]) => [reason, lines.length]),
          ),
        ]),
    '<h2>What is there</h2>',
    table(
      ['Group', 'Unlabelled', 'Labelled', 'Total', 'Slices', 'Size'],
      groups.map((group) => {
        const members = of(group);
        const labelled = members.filter((scan) => scan.labelled).length;
        const slices = members.reduce((sum, { dims }) => sum + dims[2], 0);
        return [group, members.length - labelled, labelled, members.length, slices, sizesOf(members)];
      }),
    ),
    '<h2>Image quality, 0 to 20 points</h2>',
    table(
      ['Group', 'Contrast', 'Sharpness', 'Artefacts'],
      groups.map((group) => {
        const mean = (pick: (scan: Scan) => number): string => meanText(of(group).map(pick));
        return [
          group,
          mean(({ quality }) => quality.contrast),
          mean(({ quality }) => quality.sharpness),
          mean(({ quality }) => quality.artefacts),
        ];
      }),
    ),
    '<div class="row">',
    ...(['contrast', 'sharpness', 'artefacts'] as const).map((kind) =>
      bars(
        kind,
        Array.from({ length: 10 }, (_, n) => ({
          label: `${2 * n}`,
          value: scans.filter(({ quality }) => Math.min(9, Math.floor(quality[kind] / 2)) === n).length,
        })),
      ),
    ),
    '</div>',
    ...(teeth.length === 0
      ? []
      : [
          '<h2>Labelled teeth</h2>',
          bars(
            'scans with this FDI number',
            teeth.map((fdi) => ({ label: `${fdi}`, value: scans.filter((scan) => scan.teeth.includes(fdi)).length })),
          ),
        ]),
    ...(reviewed.length === 0
      ? []
      : [
          `<h2>Review</h2><p>${reviewed.length} scans were reviewed in Quadrant, ${meanText(reviewed.map((seconds) => seconds / 60))} minutes each on average.</p>`,
        ]),
  ]);
}

function sizesOf(scans: readonly Scan[]): string {
  const sizes = [...Map.groupBy(scans, ({ dims }) => `${dims[0]} × ${dims[1]}`)];
  const [common] = sizes.toSorted(([, a], [, b]) => b.length - a.length);
  return common === undefined ? '–' : `${common[0]}${sizes.length > 1 ? ` and ${sizes.length - 1} other` : ''}`;
}

function meanText(values: readonly number[]): string {
  return values.length === 0 ? '–' : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const cells = (tag: string, row: readonly (string | number)[]): string =>
    `<tr>${row.map((cell) => `<${tag}>${escaped(String(cell))}</${tag}>`).join('')}</tr>`;
  return `<table>${cells('th', head)}${rows.map((row) => cells('td', row)).join('')}</table>`;
}

const PLOT = { cell: 22, gap: 4, height: 90, foot: 16, top: 28 } as const;

/** A bar for each value, its number above it. */
function bars(title: string, values: readonly { readonly label: string; readonly value: number }[]): string {
  const { cell, gap, height, foot, top } = PLOT;
  const most = Math.max(1, ...values.map(({ value }) => value));
  const [width, whole] = [values.length * (cell + gap), height + foot + top];
  const drawn = values.map(({ label, value }, n) => {
    const [x, high] = [n * (cell + gap), Math.round((height * value) / most)];
    const middle = x + cell / 2;
    return (
      `<rect x="${x}" y="${top + height - high}" width="${cell}" height="${high}"/>` +
      `<text x="${middle}" y="${top + height - high - 3}">${value === 0 ? '' : value}</text>` +
      `<text x="${middle}" y="${whole - 3}">${escaped(label)}</text>`
    );
  });
  return `<svg viewBox="0 0 ${width} ${whole}" width="${width}" role="img" aria-label="${escaped(title)}"><text x="0" y="11" class="title">${escaped(title)}</text>${drawn.join('')}</svg>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:1000px;margin:2rem auto;padding:0 1rem;color:#16202a;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;margin:.5rem 0;font-variant-numeric:tabular-nums}
th,td{padding:.25rem .8rem;border-bottom:1px solid #d5dbe1;text-align:right}th:first-child,td:first-child{text-align:left}
svg{max-width:100%;margin:.5rem 1.5rem .5rem 0}rect{fill:#2f6f9f}text{font:10px system-ui,sans-serif;text-anchor:middle;fill:#16202a}
.title{text-anchor:start;font-size:12px}.row{display:flex;flex-wrap:wrap}`;

function page(parts: readonly string[]): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Datasheet</title><style>${STYLE}</style></head>
<body><h1>Datasheet</h1>
${parts.join('\n')}
</body></html>
`;
}
