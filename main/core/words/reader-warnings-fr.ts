import type { WarningDictionary } from './reader-warnings.ts';

export const FRENCH_READER_WARNINGS: WarningDictionary = {
  'scan.colour': () => 'L’image est en couleur et a été convertie en gris : une photographie n’est pas utile ici.',
  'scan.mirrored': () =>
    'Selon le fichier, la droite du patient est à droite de l’image : elle est inversée par rapport à l’usage.',
  'scan.upside-down': () => 'Selon le fichier, le haut de l’image est vers les pieds : la radiographie est à l’envers.',
  'scan.mixed-stack': ([count]) =>
    `${count} images d’une autre taille ou orientation dans la même série ont été laissées de côté.`,
  'scan.larger-series-refused': () => 'Une série plus grande n’a pas pu être utilisée.',
  'scan.dicomdir-unusable': () => 'Le DICOMDIR ne mène à aucun fichier ; tous les fichiers de son dossier ont été lus.',
  'scan.unreadable-files': ([count]) => `${count} fichiers DICOM étaient illisibles et ont été ignorés.`,
  'scan.absent-files': ([count]) => `${count} fichiers cités par le DICOMDIR sont absents.`,
  'scan.assumed-orientation': () =>
    'Le fichier NIfTI ne dit pas comment il se place dans le patient : gauche et droite peuvent être inversées.',
  'scan.assumed-geometry': () =>
    'Les fichiers ne disent pas exactement où se placent les coupes ; la disposition habituelle a été supposée.',
  'scan.duplicate-slices': ([count]) => `${count} coupes étaient en double et n’ont été utilisées qu’une fois.`,
  'scan.missing-slices': ([missing, all]) => `${missing} coupes sur ${all} manquent et ont été interpolées.`,
  'scan.uneven-spacing': ([mm]) => `L’espacement des coupes est irrégulier ; recalculé à ${mm} mm.`,
  'scan.tilted': ([degrees]) => `Les coupes sont empilées avec une inclinaison de ${degrees}° ; recalculées à plat.`,
  'review.damaged': ([from, count]) =>
    `Le journal des modifications était endommagé à partir de l’entrée ${from} : ${count} entrées ne comptent plus. Elles sont conservées à part dans le dossier du cas.`,
  'scan.other-than-case': () =>
    'Ce n’est pas l’examen du cas choisi : ses voxels sont différents. Le cas n’est pas affiché.',
  'surface.unit-unsure': () =>
    'La taille de la surface ne convient à une arcade ni en millimètres, ni en pouces, ni en mètres : le millimètre a été supposé.',
  'surface.face-count': ([said, held]) =>
    `Le fichier annonce ${said} triangles et en contient ${held} : tous ont été lus.`,
  'surface.bytes-left': ([count, bytes]) =>
    `Après ses ${count} triangles, le fichier continue sur ${bytes} octets, qui ont été ignorés.`,
};
