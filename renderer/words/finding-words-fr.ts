import type { FindingDictionary } from './finding-words.ts';

export const FRENCH_FINDINGS: FindingDictionary = {
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
  'case.no-teeth': () =>
    'Aucune dent n’a été trouvée dans cet examen. Vérifiez qu’il montre les mâchoires et que la bonne série est choisie.',
  'case.field-of-view-cut': (teeth) =>
    `Le champ s’arrête dans ${teeth.length === 1 ? 'la dent' : 'les dents'} ${teeth.join(', ')}.`,
  'case.jaws-inverted': () =>
    'Les dents du haut sont sous celles du bas. L’examen est peut-être à l’envers : vérifiez son orientation.',
  'case.upside-down': () =>
    'L’image semble à l’envers, aucune dent n’a donc été numérotée. Retournez-la et vérifiez les côtés.',
  'case.not-panoramic': () =>
    'Ce n’est pas une radiographie panoramique, ou elle ne montre aucune dent. Vérifiez que la bonne image est choisie.',
  'case.few-teeth': () => 'Trop peu de dents ont été trouvées pour situer les arcades. Vérifiez chaque numéro.',
  'case.orientation': () =>
    'Les dents sont placées à l’inverse de leurs numéros : vérifiez l’orientation et chaque numéro.',
  'case.distorted': () => 'L’image semble écrasée ou étirée : longueurs et largeurs ne peuvent pas être comparées.',
  'case.cropped': (teeth) =>
    `L’image ne montre pas toute l’arcade : la place de ${teeth.join(', ')} est en dehors. Vérifiez chaque numéro.`,
  'case.sides-mirrored': () =>
    'Des dents droites ont été reconnues à gauche. Les numéros suivent leur position ; vérifiez que l’examen n’est pas inversé.',
  'case.unusual-scale': ([times]) =>
    `Les dents ont environ ${times} fois le volume habituel. Si la taille des voxels est fausse, toutes les longueurs en mm le sont.`,
  'case.tooth-unnumbered': ([volume]) =>
    `Un morceau de ${volume} mm³ ne correspondait à aucun numéro libre et a été laissé de côté.`,
  'tooth.cut-by-border': () => 'L’image s’arrête dans cette dent : ses mesures sont trop petites.',
  'tooth.uncertain': ([other]) =>
    other === undefined ? 'Cette dent est à peine visible.' : `Cette dent peut aussi être ${other}.`,
  'tooth.sequence-jump': ([a, b]) =>
    `L’écart entre ${a} et ${b} ne correspond pas à leurs numéros : d’un côté, ils sont peut-être décalés d’un rang.`,
  'tooth.volume-large': ([found, fdi, usual]) =>
    `${found} mm³ est beaucoup pour ${fdi ?? 'cette dent'}${usual === undefined ? '' : ` (attendu environ ${usual})`} ; il peut s’agir de deux dents.`,
  'tooth.jaw-overruled': ([voted, fdi]) =>
    `Reconnue comme ${voted}, cette dent est dans l’autre rangée ; elle porte le numéro ${fdi}.`,
  'tooth.duplicate-resolved': ([voted, fdi]) =>
    `Deux dents ressemblaient à ${voted} ; d’après sa place, celle-ci est ${fdi}.`,
  'tooth.vote-overruled': ([voted, fdi]) => `Reconnue comme ${voted} ; d’après ses voisines, c’est ${fdi}.`,
  'tooth.number-uncertain': ([fdi, other]) =>
    `Le numéro ${fdi} est incertain${other === undefined ? '' : ` ; ce peut être ${other}`}. À vérifier.`,
};
