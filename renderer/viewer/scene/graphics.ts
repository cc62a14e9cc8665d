/** What the machine can draw with. */

export interface GraphicsFacts {
  /** As the driver calls its renderer. */
  readonly name: string;
  /** A processor plays the graphics card: volume pictures are slow. */
  readonly software: boolean;
  readonly mostVoxelsPerSide: number;
}

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
let known: GraphicsFacts | null = null;

/** Asks once, with a context that is given back; null where there is no WebGL 2 (and asked again next time). */
export function graphicsFacts(): GraphicsFacts | null {
  known ??= askGraphics();
  return known;
}

function askGraphics(): GraphicsFacts | null {
  const context = document.createElement('canvas').getContext('webgl2');
  if (context === null) return null;
  const named = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(named?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  const mostVoxelsPerSide = Number(context.getParameter(context.MAX_3D_TEXTURE_SIZE));
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return { name, software: SOFTWARE.test(name), mostVoxelsPerSide };
}
