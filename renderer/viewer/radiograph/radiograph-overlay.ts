/** What is drawn over a radiograph: outlines of the teeth with their numbers, a prompt with its answer, the scale bar. */
import type { OutlinePrompt } from '../../state/scans/outline-prompt.ts';
import type { PixelPoint } from '../pane-view.ts';
import type { PictureTooth } from './picture-teeth.ts';
import { pictureScaleBar, toPane, type PictureBox, type PictureView } from './picture-view.ts';
import { drawNumber } from './number-sign.ts';
import type { NumberPlace } from './place-numbers.ts';
import type { Ring } from './smooth-ring.ts';

/** A tooth with its outline ready to be drawn, in picture pixels. */
export interface DrawnTooth {
  readonly tooth: PictureTooth;
  readonly path: Path2D;
}

export interface RadiographScene {
  readonly view: PictureView;
  readonly pixelRatio: number;
  readonly teeth: readonly DrawnTooth[];
  /** In CSS pixels of the pane. */
  readonly numbers: readonly NumberPlace[];
  readonly fillOpacity: number;
  readonly selected: number | null;
  readonly hovered: number | null;
  readonly prompt: OutlinePrompt | null;
  readonly answerPath: Path2D | null;
  /** The box that is being dragged, in picture pixels. */
  readonly dragged: PictureBox | null;
  /** Along x; null without a scale in the file. */
  readonly mmPerPixel: number | null;
  /** A tooth that is being drawn on, in its colour. */
  readonly stroked: { readonly path: Path2D; readonly colour: string } | null;
}

const ACCENT = '#5cc8d8';
const OUTSIDE = '#ff7b72';
const SCALE_FONT = '11px Inter, system-ui, sans-serif';

export function drawRadiographOverlay(context: CanvasRenderingContext2D, scene: RadiographScene): void {
  const { view, pixelRatio, teeth, selected, hovered } = scene;
  paneSpace(context, scene);
  context.clearRect(0, 0, view.widthPx, view.heightPx);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const front = (label: number): boolean => label === selected || label === hovered;
  pictureSpace(context, view, pixelRatio);
  for (const drawn of teeth) if (!front(drawn.tooth.label)) drawTooth(context, scene, drawn);
  for (const drawn of teeth) if (front(drawn.tooth.label)) drawTooth(context, scene, drawn);
  if (scene.stroked !== null) drawFilled(context, view, scene.stroked.path, scene.stroked.colour);
  if (scene.answerPath !== null) drawFilled(context, view, scene.answerPath, ACCENT);
  paneSpace(context, scene);
  for (const place of scene.numbers) {
    drawNumber(context, place, { selected: place.tooth.label === selected, hovered: place.tooth.label === hovered });
  }
  if (scene.dragged !== null) drawBox(context, view, scene.dragged);
  if (scene.prompt !== null) drawPrompt(context, view, scene.prompt);
  drawScaleBar(context, scene);
}

/** A closed curve through the middles of the rings' edges; corners are rounded by less than half a pixel. */
export function pathOfRings(rings: readonly Ring[]): Path2D {
  const path = new Path2D();
  for (const ring of rings) {
    const { length } = ring;
    let [x, y] = [ring[length - 2], ring[length - 1]];
    for (let n = 0; n <= length; n += 2) {
      const [nextX, nextY] = [ring[n % length], ring[(n % length) + 1]];
      const [middleX, middleY] = [(x + nextX) / 2, (y + nextY) / 2];
      if (n === 0) path.moveTo(middleX, middleY);
      else path.quadraticCurveTo(x, y, middleX, middleY);
      [x, y] = [nextX, nextY];
    }
    path.closePath();
  }
  return path;
}

function paneSpace(context: CanvasRenderingContext2D, { pixelRatio }: RadiographScene): void {
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
}

function pictureSpace(context: CanvasRenderingContext2D, view: PictureView, pixelRatio: number): void {
  const scale = view.zoom * pixelRatio;
  const [x, y] = toPane(view, [0, 0]);
  context.setTransform(scale, 0, 0, scale, x * pixelRatio, y * pixelRatio);
}

/** Line widths and dashes are CSS pixels at every zoom. */
function drawTooth(context: CanvasRenderingContext2D, scene: RadiographScene, { tooth, path }: DrawnTooth): void {
  const { zoom } = scene.view;
  const isSelected = tooth.label === scene.selected;
  const isHovered = tooth.label === scene.hovered;
  context.fillStyle = tooth.colour;
  context.globalAlpha = Math.min(1, scene.fillOpacity + (isHovered && !isSelected ? 0.15 : 0));
  context.fill(path, 'evenodd');
  context.globalAlpha = 1;
  const width = isSelected || isHovered ? 2.25 : 1.5;
  // A dark line below keeps a light outline apart from bright enamel, a white one lifts the chosen tooth.
  context.strokeStyle = isSelected ? '#fff' : 'rgb(0 0 0 / 0.55)';
  context.lineWidth = (width + (isSelected ? 3 : 1.5)) / zoom;
  context.stroke(path);
  context.setLineDash(tooth.supernumerary ? [6 / zoom, 5 / zoom] : []);
  context.strokeStyle = tooth.colour;
  context.lineWidth = width / zoom;
  context.stroke(path);
  context.setLineDash([]);
}

function drawFilled(context: CanvasRenderingContext2D, { zoom }: PictureView, path: Path2D, colour: string): void {
  context.fillStyle = colour;
  context.globalAlpha = 0.25;
  context.fill(path, 'evenodd');
  context.globalAlpha = 1;
  context.strokeStyle = 'rgb(0 0 0 / 0.7)';
  context.lineWidth = 4 / zoom;
  context.stroke(path);
  context.strokeStyle = colour;
  context.lineWidth = 2 / zoom;
  context.stroke(path);
}

function drawBox(context: CanvasRenderingContext2D, view: PictureView, { min, max }: PictureBox): void {
  const [left, top] = toPane(view, min);
  const [right, bottom] = toPane(view, max);
  context.lineWidth = 1.25;
  context.strokeStyle = 'rgb(0 0 0 / 0.7)';
  context.strokeRect(left, top, right - left, bottom - top);
  context.setLineDash([5, 4]);
  context.strokeStyle = ACCENT;
  context.strokeRect(left, top, right - left, bottom - top);
  context.setLineDash([]);
}

function drawPrompt(context: CanvasRenderingContext2D, view: PictureView, { box, points }: OutlinePrompt): void {
  if (box !== null) drawBox(context, view, box);
  for (const { at, inside } of points) drawPoint(context, toPane(view, at), inside);
}

/** A disc with plus or minus: inside and outside are told apart without their colours. */
function drawPoint(context: CanvasRenderingContext2D, [x, y]: PixelPoint, inside: boolean): void {
  context.beginPath();
  context.arc(x, y, 6, 0, 2 * Math.PI);
  context.fillStyle = inside ? ACCENT : OUTSIDE;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = '#04181c';
  context.stroke();
  context.beginPath();
  context.moveTo(x - 3, y);
  context.lineTo(x + 3, y);
  if (inside) {
    context.moveTo(x, y - 3);
    context.lineTo(x, y + 3);
  }
  context.stroke();
}

/** Above the remark that the frame writes in the same corner. */
const SCALE_BAR_BOTTOM_PX = 30;

function drawScaleBar(context: CanvasRenderingContext2D, { view, mmPerPixel }: RadiographScene): void {
  const { lengthPx, text } = pictureScaleBar(view, mmPerPixel);
  const right = view.widthPx - 8.5;
  const bottom = Math.round(view.heightPx - SCALE_BAR_BOTTOM_PX) + 0.5;
  context.beginPath();
  context.moveTo(right - lengthPx, bottom - 5);
  context.lineTo(right - lengthPx, bottom);
  context.lineTo(right, bottom);
  context.lineTo(right, bottom - 5);
  context.strokeStyle = 'rgb(0 0 0 / 0.8)';
  context.lineWidth = 3.5;
  context.stroke();
  context.strokeStyle = 'rgb(235 240 245)';
  context.lineWidth = 1.5;
  context.stroke();
  context.font = SCALE_FONT;
  context.textAlign = 'right';
  context.textBaseline = 'alphabetic';
  context.lineWidth = 3;
  context.strokeStyle = 'rgb(0 0 0 / 0.8)';
  context.strokeText(text, right, bottom - 8);
  context.fillStyle = 'rgb(235 240 245)';
  context.fillText(text, right, bottom - 8);
}
