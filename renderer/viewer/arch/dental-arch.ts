/** The arch of the open scan: a person's curve, else the one fitted to its teeth, else to its bone. */
import type { CaseFile } from '#contract/case';
import { archInMiddle, archOfBone } from '#core/arch/arch-of-bone';
import { archOfTeeth, type DentalArch } from '#core/arch/arch-of-teeth';
import { archSurface, UPRIGHT, type ArchSurface } from '#core/arch/arch-surface';
import { worldBounds } from '#core/geometry';
import type { Vec3 } from '#core/volume';
import type { AnnotationsStore } from '../../state/drawings/annotations-store.ts';
import { INITIAL_ARCH, type ArchStore } from '../../state/drawings/arch-store.ts';
import type { SessionStore } from '../../state/session-store.ts';
import type { ScanImages } from '../scan-images.ts';

/** Fewer teeth than this say less about the arch than the bone does. */
const MIN_TEETH = 3;

interface DentalArchOptions {
  readonly store: ArchStore;
  readonly session: SessionStore;
  readonly annotations: AnnotationsStore;
  readonly images: ScanImages;
}

export class ArchOfScan {
  private readonly options: DentalArchOptions;
  private made: { readonly control: readonly Vec3[]; readonly up: Vec3; readonly surface: ArchSurface | null } | null =
    null;
  private boneRequest = 0;

  constructor(options: DentalArchOptions) {
    this.options = options;
    const { session, store } = options;
    session.subscribe((now, before) => {
      // The same scan is told anew when all of it is there.
      if (now.scan?.scanId !== before.scan?.scanId)
        store.setState({ fitted: null, pickedPoint: null, dragging: false });
      // A person's corrections leave the arch where it is.
      if (now.caseFile?.id !== before.caseFile?.id) this.fitToTeeth(now.caseFile);
    });
  }

  /** Control points from the patient's right to the left, world LPS mm; none before there is an arch. */
  get controlMm(): readonly Vec3[] {
    const { annotations, store } = this.options;
    return annotations.getState().now.archMm ?? store.getState().fitted?.controlMm ?? [];
  }

  get up(): Vec3 {
    return this.options.store.getState().fitted?.up ?? UPRIGHT;
  }

  /** null until something could be fitted. Asking for it before there are teeth has the bone looked at. */
  get surface(): ArchSurface | null {
    const { controlMm: control, up } = this;
    if (control.length === 0) {
      this.fitToBoneSoon();
      return null;
    }
    if (this.made === null || this.made.control !== control || this.made.up !== up) {
      this.made = { control, up, surface: archSurface(control, up) };
    }
    return this.made.surface;
  }

  private fitToTeeth(caseFile: CaseFile | null): void {
    if (caseFile?.modality !== 'cbct' || caseFile.instances.length < MIN_TEETH) return;
    this.show(archOfTeeth(caseFile.instances, { up: caseFile.occlusalPlane?.normal ?? null }));
  }

  /** In a task of its own: it takes a moment, and whoever asked is drawing. */
  private fitToBoneSoon(): void {
    const { session, images } = this.options;
    const { scan, loadedFraction } = session.getState();
    if (this.boneRequest !== 0 || loadedFraction < 1 || scan?.info.modality !== 'cbct') return;
    this.boneRequest = window.setTimeout(() => {
      this.boneRequest = 0;
      const image = images.scan;
      if (image === null || session.getState().scan !== scan || this.controlMm.length > 0) return;
      const { geometry, voxels } = image;
      const { caseFile } = session.getState();
      this.show(
        archOfBone({ geometry, data: voxels }) ??
          (caseFile?.modality === 'cbct' ? archOfTeeth(caseFile.instances) : null) ??
          archInMiddle(worldBounds(geometry)),
      );
    });
  }

  private show(fitted: DentalArch | null): void {
    this.options.store.setState({ fitted, pickedPoint: INITIAL_ARCH.pickedPoint });
  }
}
