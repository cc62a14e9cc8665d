import type { ErrorDictionary } from './error-words.ts';
import { fileName, inBrackets, millions } from './facts.ts';

export const FRENCH_ERRORS: ErrorDictionary = {
  usage: () => ({
    what: 'Cette action n’est pas possible ainsi.',
    next: 'Réessayez ; si cela ne suffit pas, redémarrez Quadrant.',
  }),
  'scan.not-found': (facts) => ({
    what: `L’examen${fileName(facts)} n’est plus à sa place ou n’est plus ouvert.`,
    next: 'Ouvrez-le à nouveau ; s’il est sur un disque ou sur le réseau, vérifiez la connexion.',
  }),
  'scan.empty-folder': (facts) => ({
    what: `Le dossier${fileName(facts)} est vide.`,
    next: 'Choisissez le dossier qui contient les images de l’examen.',
  }),
  'scan.no-image-series': () => ({
    what: 'Aucune série d’images où chercher des dents n’a été trouvée.',
    next: 'Ouvrez la série CBCT elle-même (coupes axiales ou un seul fichier multi-images) ou une radiographie panoramique.',
  }),
  'scan.corrupt-file': (facts) => ({
    what: `Le fichier${fileName(facts)} est endommagé ou incomplet.`,
    next: 'Exportez de nouveau l’examen depuis le logiciel d’imagerie et ouvrez la nouvelle copie.',
  }),
  'scan.unsupported-transfer-syntax': ({ name }) => ({
    what: `Les images sont enregistrées sous une forme que Quadrant ne sait pas lire${inBrackets(name)}.`,
    next: 'Exportez l’examen en DICOM non compressé (Explicit VR Little Endian) ou en JPEG-LS.',
  }),
  'scan.unsupported-format': (facts) => ({
    what: `Le fichier${fileName(facts)} n’est pas un examen que Quadrant peut ouvrir.`,
    next: 'Ouvrez un CBCT (dossier ou fichier DICOM, DICOMDIR, NIfTI) ou une radiographie panoramique (DICOM, PNG, JPEG, TIFF).',
  }),
  'scan.single-slice': () => ({
    what: 'La série n’a qu’une coupe : ce n’est pas un volume.',
    next: 'Ouvrez le dossier qui contient toutes les coupes de l’examen.',
  }),
  'scan.missing-slices': () => ({
    what: 'Trop de coupes manquent dans la série.',
    next: 'Exportez l’examen en entier et ouvrez-le à nouveau.',
  }),
  'scan.duplicate-slices': () => ({
    what: 'Plusieurs coupes se trouvent au même endroit et se contredisent.',
    next: 'Exportez la série seule dans un dossier vide et ouvrez-le.',
  }),
  'scan.inconsistent-geometry': () => ({
    what: 'La position des coupes dans l’espace ne forme pas un volume.',
    next: 'Exportez de nouveau la série en coupes CT axiales avec leurs positions, ou en NIfTI.',
  }),
  'scan.series-not-found': () => ({
    what: 'La série choisie ne fait pas partie de cet examen.',
    next: 'Ouvrez l’examen sans choisir de série.',
  }),
  'scan.too-large': ({ voxels, limit }) => ({
    what:
      voxels === undefined
        ? 'L’image a plus de pixels que Quadrant ne peut en lire.'
        : `L’examen compte ${millions(voxels)} millions de voxels ; Quadrant en lit jusqu’à ${millions(limit)} millions.`,
    next: 'Exportez un champ plus petit ou une reconstruction moins fine.',
  }),
  'case.exists': () => ({
    what: 'Le dossier du résultat existe déjà.',
    next: 'Choisissez un autre nom ou supprimez l’ancien dossier.',
  }),
  'case.not-found': () => ({
    what: 'Le résultat enregistré n’est plus là.',
    next: 'Ouvrez de nouveau l’examen et relancez la recherche des dents.',
  }),
  'case.corrupt': () => ({
    what: 'Le résultat enregistré ne peut pas être lu.',
    next: 'Relancez la recherche des dents.',
  }),
  'case.place-gone': (facts) => ({
    what: `Le dossier des cas${fileName(facts)} est introuvable.`,
    next: 'Connectez son disque ou indiquez où se trouvent les cas.',
  }),
  'case.place-refused': () => ({
    what: 'Les cas ne peuvent pas être déplacés dans ce dossier.',
    next: 'Choisissez un dossier vide, ni dans l’ancien ni au-dessus de lui.',
  }),
  'case.busy': () => ({
    what: 'Les cas ne peuvent pas être déplacés pendant la recherche des dents.',
    next: 'Attendez le résultat ou annulez.',
  }),
  'review.conflict': () => ({
    what: 'Ce cas a été modifié entre-temps dans une autre fenêtre ; votre dernière action n’a pas été enregistrée.',
    next: 'Regardez la modification et refaites votre action.',
  }),
  'review.unconfirmed': () => ({
    what: 'Le résultat est déjà affiché, mais encore en cours de comparaison avec l’examen.',
    next: 'Réessayez dans un instant.',
  }),
  'review.refused': () => ({
    what: 'Cette action est impossible dans l’état actuel du cas.',
    next: 'Regardez le cas et réessayez.',
  }),
  'review.damaged': () => ({
    what: 'Le journal des modifications de ce cas est endommagé.',
    next: 'Rouvrez le cas : ce qui précède le dommage reste valable, le reste est mis de côté.',
  }),
  'review.newer': () => ({
    what: 'Ce cas a été modifié avec une version plus récente de Quadrant, qui connaît d’autres actions.',
    next: 'Ouvrez-le avec la version plus récente.',
  }),
  'import.unsupported': (facts) => ({
    what: `Le fichier${fileName(facts)} n’est pas une segmentation située dans un volume.`,
    next: 'Choisissez une segmentation DICOM (SEG) de l’examen : binaire, fractionnaire ou carte d’étiquettes.',
  }),
  'import.other-scan': (facts) => ({
    what: `La segmentation${fileName(facts)} appartient à un autre examen.`,
    next: 'Choisissez l’examen sur lequel elle a été dessinée. Si un seul des deux a été anonymisé, anonymisez-les ensemble.',
  }),
  'import.no-teeth': (facts) => ({
    what: `La segmentation${fileName(facts)} ne contient aucune dent de cet examen.`,
    next: 'Donnez à chaque segment le code DICOM de sa dent ou un nom comme « FDI 16 », puis exportez de nouveau.',
  }),
  'surface.not-found': (facts) => ({
    what: `La surface${fileName(facts)} n’est plus à sa place.`,
    next: 'Vérifiez le chemin ; si elle est sur un disque ou sur le réseau, vérifiez la connexion.',
  }),
  'surface.unsupported': (facts) => ({
    what: `Le fichier${fileName(facts)} n’est pas une surface que Quadrant sait lire.`,
    next: 'Exportez l’empreinte optique en STL, PLY, OBJ ou VTP.',
  }),
  'surface.damaged': (facts) => ({
    what: `La surface${fileName(facts)} est endommagée ou incomplète.`,
    next: 'Exportez-la de nouveau depuis le logiciel du scanner intra-oral et ouvrez la nouvelle copie.',
  }),
  'surface.too-coarse': (facts) => ({
    what: `La surface${fileName(facts)} a trop peu de triangles utiles pour montrer des dents.`,
    next: 'Exportez toute l’empreinte avec plus de triangles.',
  }),
  'surface.too-large': (facts) => ({
    what: `La surface${fileName(facts)} est trop grande.`,
    next: 'Exportez l’empreinte avec moins de triangles.',
  }),
  'surface.no-fit': (facts) => ({
    what: `La surface${fileName(facts)} ne s’ajuste nulle part aux dents du dossier.`,
    next: 'Vérifiez que les deux sont du même patient et de la même arcade, et que les dents du dossier ont été trouvées.',
  }),
  'surface.mirrored': (facts) => ({
    what: `Seule l’image en miroir de la surface${fileName(facts)} s’ajuste aux dents du dossier.`,
    next: 'Exportez l’empreinte sans la retourner, ou vérifiez qu’elle est du même patient.',
  }),
  'vault.locked': () => ({
    what: 'Les cas sont chiffrés et la phrase secrète n’a pas été saisie.',
    next: 'Déverrouillez Quadrant.',
  }),
  'vault.wrong-passphrase': () => ({
    what: 'Ce n’est pas la phrase secrète.',
    next: 'Réessayez, ou saisissez la clé de secours.',
  }),
  'vault.damaged': () => ({
    what: 'Un fichier chiffré n’est pas celui qui a été écrit : il est endommagé ou a été modifié.',
    next: 'Reprenez-le d’une sauvegarde.',
  }),
  'vault.refused': () => ({ what: 'Le chiffrement est déjà réglé ainsi.', next: 'Regardez de nouveau les réglages.' }),
  'app.locked': () => ({ what: 'Quadrant est verrouillé.', next: 'Déverrouillez-le.' }),
  'disk.full': () => ({
    what: 'Il n’y a plus de place sur le disque.',
    next: 'Libérez de l’espace et réessayez.',
  }),
  'disk.unwritable': (facts) => ({
    what: `Impossible d’enregistrer à cet endroit${inBrackets(facts.path)}.`,
    next: 'Vérifiez que vous avez le droit d’écrire dans ce dossier.',
  }),
  'model.missing': () => ({
    what: 'Un fichier du modèle qui trouve les dents manque.',
    next: 'Réinstallez Quadrant.',
  }),
  'model.damaged': () => ({
    what: 'Un fichier du modèle qui trouve les dents est endommagé.',
    next: 'Réinstallez Quadrant.',
  }),
  'model.unsupported': () => ({
    what: 'Le modèle qui trouve les dents ne convient pas à cette version.',
    next: 'Réinstallez Quadrant.',
  }),
  'inference.no-provider': () => ({
    what: 'La recherche des dents ne fonctionne sur aucun processeur de cet ordinateur.',
    next: 'Mettez à jour le pilote de la carte graphique ou réinstallez Quadrant.',
  }),
  'inference.failed': () => ({
    what: 'La recherche des dents s’est arrêtée sur une erreur.',
    next: 'Fermez d’autres programmes pour libérer de la mémoire et réessayez.',
  }),
  'remote.unreachable': (facts) => ({
    what: `Le serveur de calcul ne répond pas${inBrackets(facts.server)}.`,
    next: 'Vérifiez son adresse et qu’il fonctionne, ou calculez sur cet ordinateur.',
  }),
  'remote.refused': (facts) => ({
    what: `La connexion au serveur de calcul n’est pas fiable${inBrackets(facts.server)}.`,
    next: 'Vérifiez le certificat du serveur et la clé d’accès.',
  }),
  'remote.unsuitable': (facts) => ({
    what: `Le serveur de calcul n’a pas les modèles installés ici${inBrackets(facts.server)}.`,
    next: 'Préparez à nouveau ses modèles.',
  }),
  'export.no-browser': () => ({
    what: 'Un navigateur met le rapport en page ; ni Chromium, ni Chrome, ni Edge n’a été trouvé.',
    next: 'Installez-en un, ou indiquez-le dans QUADRANT_BROWSER.',
  }),
  'export.failed': () => ({
    what: 'La page n’a pas pu être mise en forme.',
    next: 'Réessayez ; si cela ne suffit pas, indiquez un autre navigateur dans QUADRANT_BROWSER.',
  }),
  'engine.crashed': () => ({
    what: 'La partie du programme qui calcule s’est arrêtée de façon inattendue.',
    next: 'Réessayez ; si cela ne suffit pas, redémarrez Quadrant. L’examen et les résultats antérieurs sont intacts.',
  }),
  'memory.exhausted': () => ({
    what: 'La mémoire de cet ordinateur ne suffit pas.',
    next: 'Fermez d’autres programmes et réessayez, ou ouvrez un champ plus petit.',
  }),
  'pacs.no-server': () => ({
    what: 'Cette archive (PACS) n’est pas configurée.',
    next: 'Configurez-la dans les réglages.',
  }),
  'pacs.unreachable': (facts) => ({
    what: `L’archive (PACS) est injoignable sur le réseau${inBrackets(facts.server)}.`,
    next: 'Vérifiez le réseau, l’adresse, le port et que l’archive fonctionne.',
  }),
  'pacs.timeout': (facts) => ({
    what: `L’archive (PACS) n’a pas répondu à temps${inBrackets(facts.server)}.`,
    next: 'Réessayez ; si cela se reproduit, adressez-vous au responsable de l’archive.',
  }),
  'pacs.tls': (facts) => ({
    what: `La liaison avec l’archive (PACS) n’a pas pu être chiffrée, ou son certificat n’est pas reconnu${inBrackets(facts.server)}.`,
    next: 'Indiquez le certificat de l’autorité qui l’a émis et vérifiez que l’archive utilise TLS.',
  }),
  'pacs.login': (facts) => ({
    what: `L’archive (PACS) a refusé l’identification${inBrackets(facts.server)}.`,
    next: 'Vérifiez l’utilisateur et le mot de passe dans les réglages.',
  }),
  'pacs.association-refused': (facts) => ({
    what: `L’archive (PACS) n’accepte pas de liaison de ce programme${inBrackets(facts.server)}.`,
    next: 'Vérifiez les deux titres AE ; celui de Quadrant doit être connu de l’archive.',
  }),
  'pacs.unsupported': (facts) => ({
    what: `L’archive (PACS) n’offre pas ce service${inBrackets(facts.server)}.`,
    next: 'Vérifiez l’adresse ou adressez-vous au responsable de l’archive.',
  }),
  'pacs.refused': (facts) => ({
    what: `L’archive (PACS) a refusé la demande${inBrackets(facts.server)}.`,
    next: 'Voyez les détails ou adressez-vous au responsable de l’archive.',
  }),
  'pacs.not-found': () => ({ what: 'Cette série n’est pas dans l’archive (PACS).', next: 'Refaites la recherche.' }),
  'pacs.incomplete': () => ({
    what: 'Il est arrivé moins d’images que la série n’en compte.',
    next: 'Récupérez la série de nouveau.',
  }),
  'pacs.bad-answer': (facts) => ({
    what: `La réponse de l’archive (PACS) n’est pas du DICOM${inBrackets(facts.server)}.`,
    next: 'Vérifiez l’adresse : un autre programme y répond peut-être.',
  }),
  'job.cancelled': () => ({ what: 'La recherche a été annulée.', next: 'Relancez-la quand vous en aurez besoin.' }),
  internal: () => ({
    what: 'Quelque chose s’est mal passé dans Quadrant.',
    next: 'Réessayez ; si cela se reproduit, signalez-le avec la ligne ci-dessous.',
  }),
};
