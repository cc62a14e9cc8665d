import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useSettings, useText } from '../../app-context.ts';
import { TEXT } from './text.ts';
import styles from './Measure.module.css';

interface ProfilePlotProps {
  readonly name: string;
  readonly profile: { readonly alongMm: Float64Array; readonly greys: Float64Array };
}

const HEIGHT_PX = 140;

/** Grey values along a line. */
export function ProfilePlot({ name, profile }: ProfilePlotProps) {
  const t = useText(TEXT);
  const theme = useSettings((state) => state.theme);
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const colours = getComputedStyle(element);
    const axis = {
      stroke: colours.getPropertyValue('--text-muted'),
      grid: { stroke: colours.getPropertyValue('--line') },
    };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT_PX,
        legend: { show: false },
        cursor: { y: false },
        scales: { x: { time: false } },
        axes: [
          { ...axis, label: t.alongMm, labelSize: 18, size: 30 },
          { ...axis, size: 46 },
        ],
        series: [{}, { label: t.grey, stroke: colours.getPropertyValue('--accent'), width: 1.5 }],
      },
      // uPlot leaves gaps at null, not at NaN.
      [profile.alongMm, Array.from(profile.greys, (grey) => (Number.isNaN(grey) ? null : grey))],
      element,
    );
    const observer = new ResizeObserver(() => plot.setSize({ width: element.clientWidth, height: HEIGHT_PX }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.destroy();
    };
  }, [profile, t, theme]);
  return <div ref={container} className={styles.plot} role="img" aria-label={t.profileLabel(name)} />;
}
