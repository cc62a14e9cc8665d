/**
 * What findings say in other words: the core tells them in English with FDI numbers. A pattern takes the facts out of
 * that sentence; their names in braces put them into the same sentence in a person's language and notation. A finding
 * that no pattern knows stays as it is.
 */
import type { Texts } from '../language.ts';

export interface FindingWords {
  readonly code: string;
  /** Groups named t1, t2 … are tooth numbers (or lists of them), others are taken as they are. */
  readonly pattern: RegExp;
  readonly text: Texts<string>;
}

export const FINDING_WORDS: readonly FindingWords[] = [
  {
    code: 'tooth.cut-by-border',
    pattern: /^The scan ends within this tooth/,
    text: {
      en: 'The scan ends within this tooth: its measurements are too small.',
      de: 'Die Aufnahme endet in diesem Zahn: seine Maße sind zu klein.',
      fr: 'L’image s’arrête dans cette dent : ses mesures sont trop petites.',
      zh: '图像边缘截断了此牙：测量值偏小。',
    },
  },
  {
    code: 'tooth.cut-by-border',
    pattern: /^The picture ends within this tooth/,
    text: {
      en: 'The picture ends within this tooth: its measurements are too small.',
      de: 'Das Bild endet in diesem Zahn: seine Maße sind zu klein.',
      fr: 'L’image s’arrête dans cette dent : ses mesures sont trop petites.',
      zh: '图像边缘截断了此牙：测量值偏小。',
    },
  },
  {
    code: 'case.field-of-view-cut',
    pattern: /^The field of view ends within (?:tooth|teeth) (?<t1>.+)\.$/,
    text: {
      en: 'The field of view ends within {t1}.',
      de: 'Das Aufnahmefeld endet in {t1}.',
      fr: 'Le champ s’arrête dans {t1}.',
      zh: '视野边缘截断了 {t1}。',
    },
  },
  {
    code: 'tooth.number-uncertain',
    pattern: /^The number (?<t1>\d+) is uncertain; it could be (?<t2>\d+)/,
    text: {
      en: 'The number {t1} is uncertain; it could be {t2}. Please review.',
      de: 'Die Nummer {t1} ist unsicher; es könnte {t2} sein. Bitte prüfen.',
      fr: 'Le numéro {t1} est incertain ; ce pourrait être {t2}. À vérifier.',
      zh: '编号 {t1} 不确定，也可能是 {t2}，请核对。',
    },
  },
  {
    code: 'tooth.number-uncertain',
    pattern: /^The number (?<t1>\d+) is uncertain\./,
    text: {
      en: 'The number {t1} is uncertain. Please review.',
      de: 'Die Nummer {t1} ist unsicher. Bitte prüfen.',
      fr: 'Le numéro {t1} est incertain. À vérifier.',
      zh: '编号 {t1} 不确定，请核对。',
    },
  },
  {
    code: 'tooth.vote-overruled',
    pattern: /^The network called this tooth (?<t1>\d+); its neighbours make it (?<t2>\d+)/,
    text: {
      en: 'The network called this tooth {t1}; its neighbours make it {t2}.',
      de: 'Das Netz hielt diesen Zahn für {t1}; nach seinen Nachbarn ist es {t2}.',
      fr: 'Le réseau y voyait {t1} ; d’après ses voisines, c’est {t2}.',
      zh: '网络判为 {t1}；依邻牙关系编为 {t2}。',
    },
  },
  {
    code: 'tooth.duplicate-resolved',
    pattern: /^Two teeth looked like (?<t1>\d+); by its place this one is (?<t2>\d+)/,
    text: {
      en: 'Two teeth looked like {t1}; by its place this one is {t2}.',
      de: 'Zwei Zähne sahen aus wie {t1}; nach seinem Ort ist dieser {t2}.',
      fr: 'Deux dents ressemblaient à {t1} ; par sa place, celle-ci est {t2}.',
      zh: '两颗牙都像 {t1}；依位置此牙为 {t2}。',
    },
  },
  {
    code: 'tooth.jaw-overruled',
    pattern: /^The network called this tooth (?<t1>\d+), but it stands in the \w+ row; it is numbered (?<t2>\d+)/,
    text: {
      en: 'The network called this tooth {t1}, but it stands in the other row; it is numbered {t2}.',
      de: 'Das Netz hielt diesen Zahn für {t1}, er steht aber in der anderen Reihe und heißt {t2}.',
      fr: 'Le réseau y voyait {t1}, mais elle est dans l’autre arcade ; elle est numérotée {t2}.',
      zh: '网络判为 {t1}，但位于另一牙列，编为 {t2}。',
    },
  },
  {
    code: 'tooth.sequence-jump',
    pattern: /^(?<t1>\d+) and (?<t2>\d+) stand side by side \(centres (?<a>[\d.]+) mm apart, usually (?<b>[\d.]+)\)/,
    text: {
      en: '{t1} and {t2} stand side by side (centres {a} mm apart, usually {b}): numbers on one side of them may be off by one.',
      de: '{t1} und {t2} stehen nebeneinander (Mitten {a} mm entfernt, üblich {b}): die Nummern einer Seite könnten um eins falsch sein.',
      fr: '{t1} et {t2} sont côte à côte (centres à {a} mm, d’habitude {b}) : les numéros d’un côté sont peut-être décalés d’un rang.',
      zh: '{t1} 与 {t2} 紧邻（中心距 {a} mm，通常 {b}）：一侧的编号可能差一位。',
    },
  },
  {
    code: 'tooth.sequence-jump',
    pattern:
      /^(?<t1>\d+) and (?<t2>\d+) have room for a tooth between them \(centres (?<a>[\d.]+) mm apart, usually (?<b>[\d.]+)\)/,
    text: {
      en: '{t1} and {t2} have room for a tooth between them (centres {a} mm apart, usually {b}): numbers on one side of them may be off by one.',
      de: 'Zwischen {t1} und {t2} wäre Platz für einen Zahn (Mitten {a} mm entfernt, üblich {b}): die Nummern einer Seite könnten um eins falsch sein.',
      fr: 'Entre {t1} et {t2} il y a la place d’une dent (centres à {a} mm, d’habitude {b}) : les numéros d’un côté sont peut-être décalés d’un rang.',
      zh: '{t1} 与 {t2} 之间可容一颗牙（中心距 {a} mm，通常 {b}）：一侧的编号可能差一位。',
    },
  },
  {
    code: 'tooth.volume-large',
    pattern: /^(?<a>[\d.]+) mm³ is large for a (?<t1>\d+) .*expected about (?<b>[\d.]+)\)/,
    text: {
      en: '{a} mm³ is large for a {t1} beside this patient’s other teeth (expected about {b}); it may hold two teeth.',
      de: '{a} mm³ sind viel für {t1} neben den anderen Zähnen (erwartet etwa {b}); es könnten zwei Zähne sein.',
      fr: '{a} mm³, c’est beaucoup pour {t1} par rapport aux autres dents (attendu environ {b}) ; peut-être deux dents.',
      zh: '与其他牙相比，{t1} 的体积 {a} mm³ 偏大（预期约 {b}）；可能包含两颗牙。',
    },
  },
  {
    code: 'tooth.uncertain',
    pattern: /^This tooth may also be (?<t1>\d+)/,
    text: {
      en: 'This tooth may also be {t1}.',
      de: 'Dieser Zahn könnte auch {t1} sein.',
      fr: 'Cette dent pourrait aussi être {t1}.',
      zh: '此牙也可能是 {t1}。',
    },
  },
  {
    code: 'tooth.uncertain',
    pattern: /^This tooth is only faintly seen/,
    text: {
      en: 'This tooth is only faintly seen.',
      de: 'Dieser Zahn ist nur schwach zu sehen.',
      fr: 'Cette dent est à peine visible.',
      zh: '此牙显示不清。',
    },
  },
  {
    code: 'tooth.possibly-restored',
    pattern: /^(?<a>\d+) % of it is denser than enamel: possibly/,
    text: {
      en: '{a} % of it is denser than enamel: possibly a filling or a crown.',
      de: '{a} % davon sind dichter als Schmelz: möglicherweise Füllung oder Krone.',
      fr: '{a} % de la dent est plus dense que l’émail : peut-être une obturation ou une couronne.',
      zh: '{a} % 的体积密度高于釉质：可能有充填体或牙冠修复。',
    },
  },
  {
    code: 'tooth.replaced',
    pattern: /^(?<a>\d+) % of it is denser than enamel: an implant/,
    text: {
      en: '{a} % of it is denser than enamel: an implant or a pontic, not a tooth. Change its kind if it is something else.',
      de: '{a} % davon sind dichter als Schmelz: ein Implantat oder Brückenglied, kein Zahn. Ist es etwas anderes, bitte die Art ändern.',
      fr: '{a} % en est plus dense que l’émail : un implant ou un intermédiaire de bridge, pas une dent. Sinon, changez son type.',
      zh: '{a} % 的体积密度高于釉质：视为种植体或桥体，而非牙。若不是，请更改类型。',
    },
  },
  {
    code: 'tooth.replaced',
    pattern: /^To (?<a>\d+) % it looks like an implant/,
    text: {
      en: 'To {a} % it looks like an implant or a pontic, not a tooth. Change its kind if it is something else.',
      de: 'Sieht zu {a} % wie ein Implantat oder Brückenglied aus, nicht wie ein Zahn. Ist es etwas anderes, bitte die Art ändern.',
      fr: 'À {a} %, cela ressemble à un implant ou à un intermédiaire de bridge, pas à une dent. Sinon, changez son type.',
      zh: '{a} % 像种植体或桥体，而非牙。若不是，请更改类型。',
    },
  },
  {
    code: 'tooth.possibly-impacted',
    pattern: /^Its crown stays (?<a>-?[\d.]+) mm behind .* leans (?<b>\d+)°/,
    text: {
      en: 'Its crown stays {a} mm behind the bite of the teeth around it and it leans {b}°: possibly impacted or not yet through.',
      de: 'Die Krone bleibt {a} mm hinter der Kauebene der Nachbarn zurück und ist {b}° geneigt: möglicherweise retiniert oder noch nicht durchgebrochen.',
      fr: 'La couronne reste {a} mm en retrait des dents voisines et penche de {b}° : peut-être incluse ou pas encore sortie.',
      zh: '牙冠低于邻牙咬合面 {a} mm，倾斜 {b}°：可能阻生或尚未萌出。',
    },
  },
  {
    code: 'case.unusual-scale',
    pattern: /about (?<a>[\d.]+) times the usual volume/,
    text: {
      en: 'The teeth of this scan have about {a} times the usual volume. If its voxel spacing is wrong, every length in mm is wrong too: check it.',
      de: 'Die Zähne haben etwa das {a}-Fache des üblichen Volumens. Stimmt die Voxelgröße nicht, ist jede Länge in mm falsch: bitte prüfen.',
      fr: 'Les dents ont environ {a} fois le volume habituel. Si la taille de voxel est fausse, toute longueur en mm l’est aussi : à vérifier.',
      zh: '牙齿体积约为常见值的 {a} 倍。若体素间距有误，所有毫米长度都不可靠：请核对。',
    },
  },
  {
    code: 'case.tooth-unnumbered',
    pattern: /^A piece of (?<a>\d+) mm³ at \((?<b>[^)]+)\) mm that looks like (?<t1>\d+)/,
    text: {
      en: 'A piece of {a} mm³ at ({b}) mm that looks like {t1} fits no free number and was left out.',
      de: 'Ein Stück von {a} mm³ bei ({b}) mm, das wie {t1} aussieht, passt zu keiner freien Nummer und blieb weg.',
      fr: 'Un fragment de {a} mm³ en ({b}) mm, semblable à {t1}, ne correspond à aucun numéro libre et a été écarté.',
      zh: '位于 ({b}) mm、约 {a} mm³ 的一块形似 {t1}，无可用编号，已略去。',
    },
  },
  {
    code: 'case.sides-mirrored',
    pattern: /^The network put right teeth on the left/,
    text: {
      en: 'The network put right teeth on the left. They were numbered by where they lie; check that the scan is not mirrored.',
      de: 'Das Netz hielt rechte Zähne für linke. Nummeriert wurde nach der Lage; bitte prüfen, ob die Aufnahme gespiegelt ist.',
      fr: 'Le réseau a mis des dents droites à gauche. Elles sont numérotées selon leur place ; vérifiez que l’image n’est pas en miroir.',
      zh: '网络将右侧牙判为左侧，已按位置编号；请确认影像未镜像。',
    },
  },
  {
    code: 'case.jaws-inverted',
    pattern: /^The teeth called upper lie below/,
    text: {
      en: 'The teeth called upper lie below those called lower. The scan may be upside down: check its orientation.',
      de: 'Die oberen Zähne liegen unter den unteren. Die Aufnahme steht vielleicht auf dem Kopf: Ausrichtung prüfen.',
      fr: 'Les dents supérieures se trouvent sous les inférieures. L’image est peut-être à l’envers : vérifiez l’orientation.',
      zh: '上牙位于下牙之下，影像可能上下颠倒：请检查方向。',
    },
  },
  {
    code: 'case.scan-missing',
    pattern: /^The scan of this case is not where it was/,
    text: {
      en: 'The scan of this case is not where it was: grey values are those measured before, and what was not reshaped keeps its measurements.',
      de: 'Die Aufnahme dieses Falls liegt nicht mehr am alten Ort: Grauwerte sind die früher gemessenen, und was nicht umgeformt wurde, behält seine Maße.',
      fr: 'L’examen de ce cas n’est plus à sa place : les niveaux de gris sont ceux mesurés auparavant, et ce qui n’a pas été remodelé garde ses mesures.',
      zh: '此病例的影像已不在原处：灰度值为先前的测量，未改形的牙齿保留原测量值。',
    },
  },
  {
    code: 'inference.provider-lost',
    pattern: /^(?<lost>.+) stopped while the nets ran; (?<next>.+) went on in its place/,
    text: {
      en: '{lost} stopped while the nets ran; {next} went on in its place and finished the work.',
      de: '{lost} fiel während der Berechnung aus; {next} hat sie übernommen und zu Ende gebracht.',
      fr: '{lost} s’est arrêté pendant le calcul ; {next} a pris le relais et l’a terminé.',
      zh: '计算过程中 {lost} 停止工作，已由 {next} 接替并完成计算。',
    },
  },
  {
    code: 'case.no-teeth',
    pattern: /^No teeth were found/,
    text: {
      en: 'No teeth were found in this scan. Check that it shows the jaws and that the right series was chosen.',
      de: 'Keine Zähne gefunden. Bitte prüfen, ob die Kiefer zu sehen sind und die richtige Serie gewählt ist.',
      fr: 'Aucune dent trouvée. Vérifiez que les mâchoires sont visibles et que la bonne série est choisie.',
      zh: '未发现牙齿。请确认影像包含颌骨且所选序列正确。',
    },
  },
  {
    code: 'case.upside-down',
    pattern: /^The picture seems to be upside down/,
    text: {
      en: 'The picture seems to be upside down, so no tooth was numbered. Turn it, and check its sides, before it is used.',
      de: 'Das Bild steht wohl auf dem Kopf, daher wurde kein Zahn nummeriert. Vor Gebrauch drehen und die Seiten prüfen.',
      fr: 'L’image semble à l’envers : aucune dent n’a été numérotée. Retournez-la et vérifiez les côtés avant usage.',
      zh: '图像似乎上下颠倒，因此未编号。请旋转并核对左右后再使用。',
    },
  },
  {
    code: 'case.not-panoramic',
    pattern: /^This is not a panoramic radiograph/,
    text: {
      en: 'This is not a panoramic radiograph, or it shows no teeth. Check that the right picture was chosen.',
      de: 'Das ist keine Panoramaaufnahme, oder sie zeigt keine Zähne. Bitte prüfen, ob das richtige Bild gewählt ist.',
      fr: 'Ce n’est pas une radiographie panoramique, ou elle ne montre aucune dent. Vérifiez le choix de l’image.',
      zh: '这不是全景片，或其中没有牙齿。请确认所选图像正确。',
    },
  },
  {
    code: 'case.few-teeth',
    pattern: /^Too few teeth were found/,
    text: {
      en: 'Too few teeth were found to tell where the arches lie: the picture may be cropped, turned or no panoramic radiograph. Check every number.',
      de: 'Zu wenige Zähne, um die Zahnbögen zu erkennen: Das Bild ist vielleicht beschnitten, gedreht oder keine Panoramaaufnahme. Jede Nummer prüfen.',
      fr: 'Trop peu de dents pour situer les arcades : l’image est peut-être rognée, tournée ou pas panoramique. Vérifiez chaque numéro.',
      zh: '牙齿过少，无法确定牙弓：图像可能被裁剪、旋转或并非全景片。请核对每个编号。',
    },
  },
  {
    code: 'case.orientation',
    pattern: /^The teeth lie the other way round/,
    text: {
      en: 'The teeth lie the other way round than their numbers say: check the orientation and every number.',
      de: 'Die Zähne liegen anders herum, als ihre Nummern sagen: Ausrichtung und jede Nummer prüfen.',
      fr: 'Les dents sont dans le sens inverse de leurs numéros : vérifiez l’orientation et chaque numéro.',
      zh: '牙齿方向与编号相反：请检查方向并核对每个编号。',
    },
  },
  {
    code: 'case.distorted',
    pattern: /^The picture seems to be squeezed/,
    text: {
      en: 'The picture seems to be squeezed or stretched: lengths and widths cannot be compared.',
      de: 'Das Bild wirkt gestaucht oder gestreckt: Längen und Breiten sind nicht vergleichbar.',
      fr: 'L’image semble comprimée ou étirée : longueurs et largeurs ne sont pas comparables.',
      zh: '图像似乎被压缩或拉伸：长度与宽度不可比较。',
    },
  },
  {
    code: 'case.cropped',
    pattern: /the place of (?<t1>.+) lies outside/,
    text: {
      en: 'The picture does not show the whole dental arch: the place of {t1} lies outside. Check every number.',
      de: 'Das Bild zeigt nicht den ganzen Zahnbogen: Der Platz von {t1} liegt außerhalb. Jede Nummer prüfen.',
      fr: 'L’image ne montre pas toute l’arcade : la place de {t1} est en dehors. Vérifiez chaque numéro.',
      zh: '图像未显示完整牙弓：{t1} 的位置在图外。请核对每个编号。',
    },
  },
];
