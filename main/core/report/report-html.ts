/** A case on one or two pages for a colleague: content in, one HTML document out that holds all it shows. */
import { textOf } from '../language.ts';
import { toothSign } from '../notation.ts';
import { providerName } from '../provider-name.ts';
import { CHART_WORDS } from '../words/chart-words.ts';
import { findingText } from '../words/finding-text.ts';
import { dayText, numberText, stampText } from '../words/format.ts';
import { readableName } from '../words/person-name.ts';
import { PRODUCT_WORDS } from '../words/product-words.ts';
import { readerWarning } from '../words/reader-warnings.ts';
import { PERMANENT_FDI } from '../fdi.ts';
import { markup, type Markup } from './markup.ts';
import { chartLegend, reportChart } from './report-chart.ts';
import type { ReportContent, ReportLook, ReportPicture } from './report-content.ts';
import { CONTENT_POLICY, reportStyle } from './report-style.ts';
import { canalsTable, findingsTable, measurementsTable, teethTable } from './report-tables.ts';
import { REPORT_WORDS } from './report-words.ts';

/**
 * The report as HTML for a browser that prints: it runs no script and fetches nothing, whatever a name holds. Page
 * numbers come from the style sheet (CSS Paged Media 3, margin boxes).
 */
export function reportHtml(content: ReportContent, look: ReportLook): string {
  const { language } = look;
  const t = textOf(REPORT_WORDS, language);
  const { researchUse } = textOf(PRODUCT_WORDS, language);
  const { patient, caseId, run, printedAt, practice } = content;
  const program = `Quadrant ${run.quadrantVersion}`;
  const style = reportStyle(look, {
    foot: `${researchUse} · ${program} · ${t.printed} ${whenText(printedAt, language)} · ${caseId}`,
    head: [patient === null ? '' : shortened(readableName(patient.name)), shortened(patient?.id ?? ''), t.title]
      .filter((part) => part !== '')
      .join(' · '),
  });
  const title = [t.title, patient === null ? caseId : readableName(patient.name)].filter(Boolean).join(' · ');
  const { markup: document } = markup`<!doctype html>
<html lang="${language === 'zh' ? 'zh-Hans' : language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_POLICY}">
<title>${title}</title>
<style>${{ markup: style }}</style>
</head>
<body>
<header class="head">
<div><h1>${t.title}</h1><p class="notice">${researchUse}</p></div>
<div><p class="practice"><bdi>${practice.name}</bdi></p>${practice.lines.map((line) => markup`<p class="small"><bdi>${line}</bdi></p>`)}</div>
</header>
${patientSection(content, look)}
${reviewed(content, look)}
${chartSection(content, look)}
${pictureSection(content, look)}
${findingsSection(content, look)}
${teethSection(content, look)}
${drawnSection(content, look)}
${warningsSection(content, look)}
${madeSection(content, look)}
</body>
</html>
`;
  return document;
}

/** In the head of a page there is one line. */
const LONGEST = 48;

function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).toWellFormed()}…`;
}

function patientSection({ patient, modality }: ReportContent, { language }: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, language);
  const said = (text: string | undefined): string => (patient === null ? t.leftOut : text === '' ? '–' : (text ?? '–'));
  const fact = (name: string, value: string): Markup => markup`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`;
  return markup`<dl class="facts">
${fact(t.patient, said(patient === null ? '' : readableName(patient.name)))}
${fact(t.id, said(patient?.id))}
${fact(t.born, said(patient === null ? '' : dayText(patient.birthDate, language)))}
${fact(t.scanned, said(patient === null ? '' : dayText(patient.studyDate, language)))}
${fact(t.kind, textOf(PRODUCT_WORDS, language).modality[modality])}
</dl>`;
}

/** Who stands for what is printed here: it comes before everything else. */
function reviewed({ review }: ReportContent, { language }: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, language);
  const line = (strong: string, rest: readonly string[]): Markup =>
    markup`<p class="reviewed"><span><strong>${strong}</strong>${rest.map((text) => markup` · <span>${text}</span>`)}</span></p>`;
  if (review === null) return line(t.notReviewed, []);
  const { signed, reviewedBy, lastChangeAt, undecided } = review;
  const open = undecided === 0 ? [] : [t.undecided(undecided)];
  const by =
    reviewedBy.length === 0 || lastChangeAt === null
      ? t.reviewed
      : t.reviewedBy(reviewedBy.join(t.listed), whenText(lastChangeAt, language));
  if (signed === null) return line(t.notSigned, [by, ...open]);
  const strong = signed.by === null ? t.signed : t.signedBy(signed.by, whenText(signed.at, language));
  const alone = reviewedBy.every((name) => name === signed.by);
  return line(strong, alone ? open : [by, ...open]);
}

function chartSection(content: ReportContent, look: ReportLook): Markup {
  const { language, notation } = look;
  const t = textOf(CHART_WORDS, language);
  const { chart, missing, beside } = content;
  const signs = (numbers: readonly number[]): string =>
    numbers.map((fdi) => toothSign(fdi, notation)).join(textOf(REPORT_WORDS, language).listed);
  const empty = PERMANENT_FDI.filter((fdi) => !chart.has(fdi) && !missing.has(fdi));
  const byReason = Map.groupBy(missing.keys(), (fdi) => missing.get(fdi) ?? 'unknown');
  const lines: readonly (readonly [what: string, which: string])[] = [
    ...(empty.length === 0 ? [] : [[t.states.missing, signs(empty)] as const]),
    ...[...byReason].map(([reason, numbers]) => [t.reasons[reason], signs(numbers)] as const),
    ...beside.map(({ fdi, why }) => [t.beside[why], t.near(toothSign(fdi, notation))] as const),
  ];
  const said = lines.map(([what, which], n) => markup`${n === 0 ? '' : ' · '}${what} <b>${which}</b>`);
  return markup`<section><h2>${t.chart}</h2><figure>${reportChart(content, look)}${chartLegend(content, look)}</figure>
${said.length === 0 ? null : markup`<p class="places small">${said}</p>`}</section>`;
}

function pictureSection({ picture, modality }: ReportContent, look: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, look.language);
  if (picture === null) return markup`<p class="small">${t.noPicture}</p>`;
  const notes = [
    t.pictureOf[modality],
    ...(picture.mirrored ? [t.mirrored] : []),
    ...(picture.otherGreys ? [t.otherGreys] : []),
  ];
  return markup`<section><figure>${numberedPicture(picture, look, t.pictureOf[modality])}
<figcaption class="small">${notes.join(' ')}</figcaption></figure></section>`;
}

/** A radiograph is nearly square: so high that chart and findings keep their room on the first page. */
const PICTURE_HEIGHT_MM = { a4: 94, letter: 80 } as const;

/** Numbers are letters over the picture, in the notation that is asked for. */
function numberedPicture(picture: ReportPicture, { language, notation, paper }: ReportLook, alt: string): Markup {
  const { url, width, height, numbers, mirrored } = picture;
  const t = textOf(CHART_WORDS, language);
  // In a width of 178 mm, 7.5 points.
  const size = Math.round(width * 0.0148);
  const [atLeft, atRight] = mirrored ? [t.left, t.right] : [t.right, t.left];
  const signs = numbers.map(({ fdi, extra, x, y, colour }) => {
    const sign = `${toothSign(fdi, notation)}${extra ? '+' : ''}`;
    return markup`<text x="${x.toFixed(0)}" y="${(y + 0.36 * size).toFixed(0)}" fill="rgb(${colour.join(' ')})">${sign}</text>`;
  });
  return markup`<svg class="picture" width="${((PICTURE_HEIGHT_MM[paper] * width) / height).toFixed(1)}mm" viewBox="0 0 ${width} ${height}" role="img" aria-label="${alt}">
<image href="${url}" width="${width}" height="${height}"/>
<g font-size="${size}" stroke-width="${(0.22 * size).toFixed(1)}">${signs}
<text x="${size}" y="${1.6 * size}" fill="#fff">${atLeft}</text>
<text x="${width - size}" y="${1.6 * size}" fill="#fff">${atRight}</text></g></svg>`;
}

function findingsSection({ findings, teeth }: ReportContent, look: ReportLook): Markup | null {
  if (findings.length === 0 && teeth.length === 0) return null;
  const t = textOf(REPORT_WORDS, look.language);
  if (findings.length === 0)
    return markup`<section class="whole"><h2>${t.findings}</h2><p>${t.noFindings}</p></section>`;
  return section(t.findings, findingsTable(findings, look), findings.length);
}

function teethSection(content: ReportContent, look: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, look.language);
  const { teeth, modality, columns } = content;
  const heading = t.teeth(teeth.length);
  if (teeth.length === 0) return markup`<section class="whole"><h2>${heading}</h2><p>${t.noTeeth}</p></section>`;
  const inPixels = columns.some(({ unit }) => unit === 'px');
  const note = modality === 'cbct' ? t.howMeasured : inPixels ? t.noScale : t.magnified;
  return section(heading, markup`${teethTable(content, look)}<p class="small">${note}</p>`, teeth.length);
}

/** More rows than these may be parted by the end of a page. */
const MOST_TOGETHER = 34;

function section(heading: string, body: Markup, rows: number): Markup {
  return markup`<section class="${rows <= MOST_TOGETHER ? 'whole' : ''}"><h2>${heading}</h2>${body}</section>`;
}

/** More measurements than these need the whole width, and pages. */
const MOST_BESIDE = 12;

function drawnSection(content: ReportContent, look: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, look.language);
  const { measurements, canals } = content;
  const ofCanals = canals.length === 0 ? null : section(t.canals, canalsTable(canals, look), canals.length);
  const drawn =
    measurements.length === 0 ? null : section(t.measurements, measurementsTable(content, look), measurements.length);
  const besides = ofCanals !== null && drawn !== null && measurements.length <= MOST_BESIDE;
  return besides ? markup`<div class="two whole">${ofCanals}${drawn}</div>` : markup`${ofCanals}${drawn}`;
}

function warningsSection({ warnings }: ReportContent, { language, notation }: ReportLook): Markup | null {
  if (warnings.length === 0) return null;
  const told = warnings.map((warning) => {
    const text = findingText(warning, language, notation);
    return markup`<li>${text === warning.message ? readerWarning(warning, language) : text}</li>`;
  });
  return section(textOf(REPORT_WORDS, language).warnings, markup`<ul class="warnings">${told}</ul>`, told.length);
}

function madeSection({ run, scan, caseId, modality }: ReportContent, { language }: ReportLook): Markup {
  const t = textOf(REPORT_WORDS, language);
  const nets = run.models.map(({ id, version, precision, looksTwice }) =>
    [
      `${id} ${version}`,
      ...(precision === undefined ? [] : [precision]),
      ...(looksTwice === true ? [t.lookedTwice] : []),
    ].join(' '),
  );
  const spacing = scan.spacingMm?.map((mm) => numberText(mm, language, 3).replace(/0+$/, '').replace(/[.,]$/, ''));
  const size = `${scan.dims.join(' × ')}${modality === 'cbct' ? '' : ' px'}`;
  const took = t.seconds(numberText(run.seconds, language, run.seconds < 10 ? 1 : 0));
  const found: readonly (readonly [name: string, value: string])[] =
    run.importedFrom === null
      ? [
          [t.nets, nets.join(t.listed)],
          [t.ranOn, `${providerName(run.provider)}, ${took}`],
        ]
      : [[t.teethFrom, run.importedFrom]];
  const facts: typeof found = [
    [t.program, `Quadrant ${run.quadrantVersion}`],
    [t.segmented, whenText(run.createdAt, language)],
    ...found,
    [t.scan, spacing === undefined ? size : `${size} · ${spacing.join(' × ')} mm`],
    [t.caseId, caseId],
  ];
  return markup`<section class="whole"><h2>${t.made}</h2><dl class="made">${facts.map(
    ([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`,
  )}</dl>
<div class="signature"><span>${t.signature}</span></div></section>`;
}

/** A moment with its year: paper is read in other years too. */
function whenText(moment: string, language: ReportLook['language']): string {
  return stampText(moment, language, new Date(0));
}
