import type { WarningDictionary } from './reader-warnings.ts';

export const GERMAN_READER_WARNINGS: WarningDictionary = {
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
  'review.damaged': ([from, count]) =>
    `Das Änderungsprotokoll war ab Eintrag ${from} beschädigt: ${count} Einträge zählen nicht mehr. Sie liegen beiseite im Ordner des Falls.`,
  'scan.other-than-case': () =>
    'Das ist nicht die Aufnahme des gewählten Falls: Ihre Voxel sind andere. Der Fall wird nicht gezeigt.',
  'surface.unit-unsure': () =>
    'Die Größe der Fläche passt weder in Millimetern noch in Zoll oder Metern zu einem Zahnbogen: Millimeter wurden angenommen.',
  'surface.face-count': ([said, held]) => `Die Datei nennt ${said} Dreiecke und enthält ${held}: Alle wurden gelesen.`,
  'surface.bytes-left': ([count, bytes]) =>
    `Nach ihren ${count} Dreiecken folgen noch ${bytes} Bytes, die weggelassen wurden.`,
};
