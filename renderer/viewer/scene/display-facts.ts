/** What the window sees of screen and graphics card. */
import type { Display } from '#contract/diagnosis';
import { graphicsFacts } from './graphics.ts';

export async function displayFacts(): Promise<Display> {
  const { screen, devicePixelRatio: scale } = window;
  const graphics = graphicsFacts();
  return {
    widthPx: Math.round(screen.width * scale),
    heightPx: Math.round(screen.height * scale),
    scale,
    colourBits: screen.colorDepth,
    graphics: graphics?.name ?? null,
    softwareGraphics: graphics?.software ?? false,
    adapter: await adapterName(),
    languages: navigator.languages.slice(0, 20),
  };
}

/** Browsers without WebGPU have no `gpu`, whatever the types say. */
async function adapterName(): Promise<string | null> {
  if (!('gpu' in navigator)) return null;
  const adapter = await navigator.gpu.requestAdapter().catch(() => null);
  if (adapter === null) return null;
  const { vendor, architecture, device, description } = adapter.info;
  return [vendor, architecture, device, description].filter((part) => part !== '').join(' ') || 'an unnamed adapter';
}
