import { texts } from '../../text.ts';

interface ScanWords {
  readonly scan: string;
  readonly series: string;
  readonly storedAs: string;
  readonly choice: string;
  readonly otherFiles: string;
  readonly ignored: (count: number) => string;
  readonly fieldOfView: string;
  readonly voxel: string;
  readonly picture: string;
  readonly pixels: string;
  readonly pixel: string;
  readonly noScale: string;
  readonly patientsRight: string;
  readonly mirrored: string;
  readonly onTheLeft: string;
  readonly bits: (bits: number) => string;
}

export const SCAN_TEXT = texts<ScanWords>({
  en: {
    scan: 'Scan',
    series: 'Series',
    storedAs: 'Stored as',
    choice: 'Choice',
    otherFiles: 'Other files',
    ignored: (count) => `${count} ignored`,
    fieldOfView: 'Field of view',
    voxel: 'Voxel',
    picture: 'Picture',
    pixels: 'pixels',
    pixel: 'Pixel',
    noScale: 'no scale in the file',
    patientsRight: 'Patient’s right',
    mirrored: 'on the right: mirrored',
    onTheLeft: 'on the left',
    bits: (bits) => `${bits} bit`,
  },
  de: {
    scan: 'Aufnahme',
    series: 'Serie',
    storedAs: 'Gespeichert als',
    choice: 'Auswahl',
    otherFiles: 'Andere Dateien',
    ignored: (count) => `${count} übergangen`,
    fieldOfView: 'Aufnahmefeld',
    voxel: 'Voxel',
    picture: 'Bild',
    pixels: 'Pixel',
    pixel: 'Pixelgröße',
    noScale: 'kein Maßstab in der Datei',
    patientsRight: 'Rechts des Patienten',
    mirrored: 'rechts: gespiegelt',
    onTheLeft: 'links',
    bits: (bits) => `${bits} Bit`,
  },
  fr: {
    scan: 'Image',
    series: 'Série',
    storedAs: 'Format',
    choice: 'Choix',
    otherFiles: 'Autres fichiers',
    ignored: (count) => `${count} ignorés`,
    fieldOfView: 'Champ',
    voxel: 'Voxel',
    picture: 'Image',
    pixels: 'pixels',
    pixel: 'Pixel',
    noScale: 'pas d’échelle dans le fichier',
    patientsRight: 'Droite du patient',
    mirrored: 'à droite : en miroir',
    onTheLeft: 'à gauche',
    bits: (bits) => `${bits} bits`,
  },
  zh: {
    scan: '影像',
    series: '序列',
    storedAs: '存储格式',
    choice: '选择',
    otherFiles: '其他文件',
    ignored: (count) => `忽略 ${count} 个`,
    fieldOfView: '视野',
    voxel: '体素',
    picture: '图像',
    pixels: '像素',
    pixel: '像素大小',
    noScale: '文件中无比例',
    patientsRight: '患者右侧',
    mirrored: '在右：镜像',
    onTheLeft: '在左',
    bits: (bits) => `${bits} 位`,
  },
});
