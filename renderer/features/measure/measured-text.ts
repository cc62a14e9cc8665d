/** A measured value as a person writes it: "12.3 mm", "45.0°", "1234 ± 56 · 7.1 mm²". */
import type { Language } from '#contract/settings';
import type { Measured } from '../../viewer/measurement.ts';

export function measuredText(value: Measured, language: Language): string {
  const number = (of: number, digits: number): string =>
    new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    }).format(of);
  switch (value.kind) {
    case 'length':
      return `${number(value.mm, 1)} mm`;
    case 'angle':
      return `${number(value.degrees, 1)}°`;
    case 'region': {
      const area = `${number(value.areaMm2, 1)} mm²`;
      if (value.greys === null) return area;
      return `${number(value.greys.mean, 0)} ± ${number(value.greys.standardDeviation, 0)} · ${area}`;
    }
  }
}
