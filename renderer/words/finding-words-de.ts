import type { FindingDictionary } from './finding-words.ts';

export const GERMAN_FINDINGS: FindingDictionary = {
  'scan.colour': () => 'Das Bild ist farbig und wurde in Grau gewandelt: Ein Foto nützt hier nichts.',
  'scan.mirrored': () =>
    'Laut Datei liegt die rechte Seite des Patienten rechts im Bild: Es ist gegen die übliche Darstellung gespiegelt.',
  'scan.upside-down': () => 'Laut Datei zeigt der obere Bildrand zu den Füßen: Die Aufnahme steht auf dem Kopf.',
  'scan.mixed-stack': ([count]) =>
    `${count} Bilder anderer Größe oder Ausrichtung in derselben Serie wurden weggelassen.`,
  'scan.larger-series-refused': () => 'Eine größere Serie konnte nicht verwendet werden.',
  'scan.dicomdir-unusable': () =>
    'Das DICOMDIR führt zu keinen Dateien; es wurden alle Dateien seines Ordners gelesen.',
  'scan.unreadable-files': ([count]) => `${count} DICOM-Dateien waren nicht lesbar und wurden übergangen.`,
  'scan.absent-files': ([count]) => `${count} Dateien, die das DICOMDIR nennt, fehlen.`,
  'scan.assumed-orientation': () =>
    'Die NIfTI-Datei sagt nicht, wie sie im Patienten liegt: Links und rechts können vertauscht sein.',
  'scan.assumed-geometry': () =>
    'Die Dateien sagen nicht genau, wie die Schichten liegen; es wurde das Übliche angenommen.',
  'scan.duplicate-slices': ([count]) => `${count} Schichten kamen doppelt vor und wurden einmal verwendet.`,
  'scan.missing-slices': ([missing, all]) => `${missing} von ${all} Schichten fehlen und wurden interpoliert.`,
  'scan.uneven-spacing': ([mm]) => `Die Schichtabstände sind ungleich; neu berechnet auf ${mm} mm.`,
  'scan.tilted': ([degrees]) => `Die Schichten sind um ${degrees}° geneigt gestapelt; aufrecht neu berechnet.`,
  'case.no-teeth': () =>
    'In dieser Aufnahme wurden keine Zähne gefunden. Prüfen Sie, ob sie die Kiefer zeigt und ob die richtige Serie gewählt ist.',
  'case.field-of-view-cut': (teeth) =>
    `Das Volumen endet innerhalb ${teeth.length === 1 ? 'des Zahns' : 'der Zähne'} ${teeth.join(', ')}.`,
  'case.jaws-inverted': () =>
    'Die oberen Zähne liegen unter den unteren. Die Aufnahme steht vielleicht auf dem Kopf: Prüfen Sie die Ausrichtung.',
  'case.upside-down': () =>
    'Das Bild steht wohl auf dem Kopf, deshalb wurde kein Zahn nummeriert. Drehen Sie es und prüfen Sie die Seiten.',
  'case.not-panoramic': () =>
    'Das ist keine Panoramaaufnahme, oder sie zeigt keine Zähne. Prüfen Sie, ob das richtige Bild gewählt ist.',
  'case.few-teeth': () =>
    'Es wurden zu wenige Zähne gefunden, um die Lage der Zahnbögen zu erkennen. Prüfen Sie jede Nummer.',
  'case.orientation': () =>
    'Die Zähne liegen andersherum, als ihre Nummern sagen: Prüfen Sie die Ausrichtung und jede Nummer.',
  'case.distorted': () =>
    'Das Bild ist wohl gestaucht oder gestreckt: Längen und Breiten lassen sich nicht vergleichen.',
  'case.cropped': (teeth) =>
    `Das Bild zeigt nicht den ganzen Zahnbogen: Der Platz von ${teeth.join(', ')} liegt außerhalb. Prüfen Sie jede Nummer.`,
  'case.sides-mirrored': () =>
    'Rechte Zähne wurden links erkannt. Nummeriert ist nach ihrer Lage; prüfen Sie, ob die Aufnahme gespiegelt ist.',
  'case.unusual-scale': ([times]) =>
    `Die Zähne haben etwa das ${times}-Fache des üblichen Volumens. Ist der Voxelabstand falsch, so ist es jede Länge in mm.`,
  'case.tooth-unnumbered': ([volume]) =>
    `Ein Stück von ${volume} mm³ passte zu keiner freien Nummer und wurde weggelassen.`,
  'tooth.cut-by-border': () => 'Die Aufnahme endet in diesem Zahn: Seine Maße sind zu klein.',
  'tooth.uncertain': ([other]) =>
    other === undefined ? 'Dieser Zahn ist nur schwach zu sehen.' : `Dieser Zahn kann auch ${other} sein.`,
  'tooth.sequence-jump': ([a, b]) =>
    `Der Abstand von ${a} und ${b} passt nicht zu ihren Nummern: Auf einer Seite sind sie vielleicht um eins verschoben.`,
  'tooth.volume-large': ([found, fdi, usual]) =>
    `${found} mm³ ist viel für ${fdi ?? 'diesen Zahn'}${usual === undefined ? '' : ` (erwartet etwa ${usual})`}; es können zwei Zähne sein.`,
  'tooth.jaw-overruled': ([voted, fdi]) =>
    `Erkannt wurde ${voted}, der Zahn steht aber in der anderen Reihe; nummeriert als ${fdi}.`,
  'tooth.duplicate-resolved': ([voted, fdi]) =>
    `Zwei Zähne sahen aus wie ${voted}; nach seinem Platz ist dieser ${fdi}.`,
  'tooth.vote-overruled': ([voted, fdi]) => `Erkannt wurde ${voted}; nach den Nachbarn ist es ${fdi}.`,
  'tooth.number-uncertain': ([fdi, other]) =>
    `Die Nummer ${fdi} ist unsicher${other === undefined ? '' : `; es kann ${other} sein`}. Bitte prüfen.`,
};
