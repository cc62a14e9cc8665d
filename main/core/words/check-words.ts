/** What a finding of the checks says, and what its fix does, in a person's language and notation. */
import type { CheckCode, CheckFinding } from '../checks/checked-tooth.ts';
import { textOf, texts, type Language } from '../language.ts';
import { numberText } from './format.ts';

/** Numbers as they are written, joined: "13, 14". */
interface Facts {
  readonly from: string;
  readonly to: string;
  readonly pairs: string;
  readonly count: number;
  /** Times the usual size; pieces; confidence. As written. */
  readonly value: string;
  /** Whether the tooth would become a supernumerary one. */
  readonly noPlace: boolean;
  readonly isVolume: boolean;
}

interface Words {
  readonly title: { readonly [C in CheckCode]: string };
  readonly says: { readonly [C in CheckCode]: (facts: Facts) => string };
  readonly fix: {
    /** `pairs` as "47 → 46, 48 → 47". */
    readonly renumber: (pairs: string) => string;
    readonly mirror: (count: number) => string;
    readonly swap: string;
    readonly supernumerary: (from: string) => string;
    readonly notMissing: string;
  };
}

export const FINDING_TEXT = texts<Words>({
  en: {
    title: {
      mirrored: 'Left and right exchanged',
      jaw: 'In the other jaw',
      shifted: 'Numbers off by one',
      swapped: 'Two numbers exchanged',
      duplicate: 'Number given twice',
      misplaced: 'At another place',
      'missing-contradicts': 'Marked as missing',
      order: 'Order along the arch',
      'both-dentitions': 'Milk tooth and successor',
      pieces: 'Several pieces',
      'size-large': 'Unusually large',
      'size-small': 'Unusually small',
      unsure: 'Number unsure',
      queued: 'Doubt from training',
      border: 'Cut by the border',
    },
    says: {
      mirrored: ({ from, to, count }) =>
        count === 1
          ? `${from} stands on the other side: by its place it is ${to}.`
          : `${from} stand on the patient’s other side.`,
      jaw: ({ from, to, count }) =>
        count === 1 ? `${from} stands in the other row, as ${to}.` : `${from} stand in the other row.`,
      shifted: ({ from, to }) => `${from} are ${to} by their places and sizes.`,
      swapped: ({ from }) => `${from} stand in each other’s place.`,
      duplicate: ({ from, to, noPlace }) =>
        noPlace
          ? `Two teeth are ${from}; one of them fits no number.`
          : to === ''
            ? `Two teeth are ${from}.`
            : `Two teeth are ${from}; by its place one of them is ${to}.`,
      misplaced: ({ from, to }) => `${from} stands where ${to} belongs.`,
      'missing-contradicts': ({ from }) => `${from} is marked as missing, but there is a tooth.`,
      order: ({ from }) => `${from} stand the other way round than their numbers say.`,
      'both-dentitions': ({ from }) => `${from} stand side by side at the bite: one of them may be another tooth.`,
      pieces: ({ from, value }) => `${from} consists of ${value} separate pieces.`,
      'size-large': ({ from, value, isVolume }) =>
        `${from} has ${value} times the usual ${isVolume ? 'volume' : 'length'} beside this patient’s other teeth: perhaps two teeth.`,
      'size-small': ({ from, value, isVolume }) =>
        `${from} has only ${value} times the usual ${isVolume ? 'volume' : 'length'} beside this patient’s other teeth: perhaps a part.`,
      unsure: ({ from, to, value }) =>
        to === ''
          ? `The number ${from} is unsure (${value}).`
          : `The number ${from} is unsure (${value}); it could be ${to}.`,
      queued: ({ from, to }) => `The training of the nets takes ${from} for ${to}.`,
      border: ({ from }) => `The scan ends within ${from}: its measurements are too small.`,
    },
    fix: {
      renumber: (pairs) => `Renumber ${pairs}`,
      mirror: (count) => `Mirror ${count} teeth`,
      swap: 'Swap',
      supernumerary: (from) => `Make one ${from} supernumerary`,
      notMissing: 'Remove the mark',
    },
  },
  de: {
    title: {
      mirrored: 'Links und rechts vertauscht',
      jaw: 'Im anderen Kiefer',
      shifted: 'Nummern um eins verschoben',
      swapped: 'Zwei Nummern vertauscht',
      duplicate: 'Nummer doppelt',
      misplaced: 'An anderer Stelle',
      'missing-contradicts': 'Als fehlend vermerkt',
      order: 'Reihenfolge im Bogen',
      'both-dentitions': 'Milchzahn und Nachfolger',
      pieces: 'Mehrere Stücke',
      'size-large': 'Ungewöhnlich groß',
      'size-small': 'Ungewöhnlich klein',
      unsure: 'Nummer unsicher',
      queued: 'Zweifel aus dem Training',
      border: 'Vom Rand geschnitten',
    },
    says: {
      mirrored: ({ from, to, count }) =>
        count === 1
          ? `${from} steht auf der anderen Seite: nach dem Ort ist es ${to}.`
          : `${from} stehen auf der anderen Seite des Patienten.`,
      jaw: ({ from, to, count }) =>
        count === 1 ? `${from} steht in der anderen Reihe, als ${to}.` : `${from} stehen in der anderen Reihe.`,
      shifted: ({ from, to }) => `${from} sind nach Ort und Größe ${to}.`,
      swapped: ({ from }) => `${from} stehen jeweils am Platz des anderen.`,
      duplicate: ({ from, to, noPlace }) =>
        noPlace
          ? `Zwei Zähne heißen ${from}; für einen passt keine Nummer.`
          : to === ''
            ? `Zwei Zähne heißen ${from}.`
            : `Zwei Zähne heißen ${from}; nach dem Ort ist einer davon ${to}.`,
      misplaced: ({ from, to }) => `${from} steht am Platz von ${to}.`,
      'missing-contradicts': ({ from }) => `${from} ist als fehlend vermerkt, aber dort ist ein Zahn.`,
      order: ({ from }) => `${from} stehen andersherum, als ihre Nummern sagen.`,
      'both-dentitions': ({ from }) => `${from} stehen nebeneinander am Biss: einer könnte ein anderer Zahn sein.`,
      pieces: ({ from, value }) => `${from} besteht aus ${value} getrennten Stücken.`,
      'size-large': ({ from, value, isVolume }) =>
        `${from} hat das ${value}-Fache ${isVolume ? 'des üblichen Volumens' : 'der üblichen Länge'} neben den anderen Zähnen: vielleicht zwei Zähne.`,
      'size-small': ({ from, value, isVolume }) =>
        `${from} hat nur das ${value}-Fache ${isVolume ? 'des üblichen Volumens' : 'der üblichen Länge'} neben den anderen Zähnen: vielleicht ein Teil.`,
      unsure: ({ from, to, value }) =>
        to === ''
          ? `Die Nummer ${from} ist unsicher (${value}).`
          : `Die Nummer ${from} ist unsicher (${value}); es könnte ${to} sein.`,
      queued: ({ from, to }) => `Das Training der Netze hält ${from} für ${to}.`,
      border: ({ from }) => `Die Aufnahme endet in ${from}: die Maße sind zu klein.`,
    },
    fix: {
      renumber: (pairs) => `Umnummerieren ${pairs}`,
      mirror: (count) => `${count} Zähne spiegeln`,
      swap: 'Tauschen',
      supernumerary: (from) => `Ein ${from} wird überzählig`,
      notMissing: 'Vermerk entfernen',
    },
  },
  fr: {
    title: {
      mirrored: 'Gauche et droite inversées',
      jaw: 'Dans l’autre mâchoire',
      shifted: 'Numéros décalés d’un rang',
      swapped: 'Deux numéros échangés',
      duplicate: 'Numéro en double',
      misplaced: 'À une autre place',
      'missing-contradicts': 'Notée absente',
      order: 'Ordre sur l’arcade',
      'both-dentitions': 'Dent de lait et remplaçante',
      pieces: 'Plusieurs morceaux',
      'size-large': 'Très grande',
      'size-small': 'Très petite',
      unsure: 'Numéro incertain',
      queued: 'Doute de l’entraînement',
      border: 'Coupée par le bord',
    },
    says: {
      mirrored: ({ from, to, count }) =>
        count === 1
          ? `${from} est de l’autre côté : par sa place, c’est ${to}.`
          : `${from} sont de l’autre côté du patient.`,
      jaw: ({ from, to, count }) =>
        count === 1 ? `${from} est dans l’autre arcade, comme ${to}.` : `${from} sont dans l’autre arcade.`,
      shifted: ({ from, to }) => `${from} sont ${to} par leur place et leur taille.`,
      swapped: ({ from }) => `${from} sont chacune à la place de l’autre.`,
      duplicate: ({ from, to, noPlace }) =>
        noPlace
          ? `Deux dents portent ${from} ; aucun numéro ne convient à l’une d’elles.`
          : to === ''
            ? `Deux dents portent ${from}.`
            : `Deux dents portent ${from} ; par sa place, l’une est ${to}.`,
      misplaced: ({ from, to }) => `${from} est à la place de ${to}.`,
      'missing-contradicts': ({ from }) => `${from} est notée absente, mais il y a une dent.`,
      order: ({ from }) => `${from} sont dans l’ordre inverse de leurs numéros.`,
      'both-dentitions': ({ from }) =>
        `${from} sont côte à côte au plan d’occlusion : l’une est peut-être une autre dent.`,
      pieces: ({ from, value }) => `${from} se compose de ${value} morceaux séparés.`,
      'size-large': ({ from, value, isVolume }) =>
        `${from} a ${value} fois ${isVolume ? 'le volume habituel' : 'la longueur habituelle'} par rapport aux autres dents : peut-être deux dents.`,
      'size-small': ({ from, value, isVolume }) =>
        `${from} n’a que ${value} fois ${isVolume ? 'le volume habituel' : 'la longueur habituelle'} par rapport aux autres dents : peut-être une partie.`,
      unsure: ({ from, to, value }) =>
        to === ''
          ? `Le numéro ${from} est incertain (${value}).`
          : `Le numéro ${from} est incertain (${value}) ; ce pourrait être ${to}.`,
      queued: ({ from, to }) => `L’entraînement des réseaux prend ${from} pour ${to}.`,
      border: ({ from }) => `L’image s’arrête dans ${from} : ses mesures sont trop petites.`,
    },
    fix: {
      renumber: (pairs) => `Renuméroter ${pairs}`,
      mirror: (count) => `Inverser ${count} dents`,
      swap: 'Échanger',
      supernumerary: (from) => `Une ${from} devient surnuméraire`,
      notMissing: 'Retirer la note',
    },
  },
  zh: {
    title: {
      mirrored: '左右颠倒',
      jaw: '位于对颌',
      shifted: '编号错一位',
      swapped: '两个编号互换',
      duplicate: '编号重复',
      misplaced: '位置不符',
      'missing-contradicts': '标为缺失',
      order: '牙弓顺序',
      'both-dentitions': '乳牙与继承恒牙',
      pieces: '多个部分',
      'size-large': '异常偏大',
      'size-small': '异常偏小',
      unsure: '编号不确定',
      queued: '训练存疑',
      border: '被边缘截断',
    },
    says: {
      mirrored: ({ from, to, count }) =>
        count === 1 ? `${from} 位于对侧：依位置应为 ${to}。` : `${from} 位于患者的对侧。`,
      jaw: ({ from, to, count }) => (count === 1 ? `${from} 位于另一牙列，应为 ${to}。` : `${from} 位于另一牙列。`),
      shifted: ({ from, to }) => `依位置和大小，${from} 应为 ${to}。`,
      swapped: ({ from }) => `${from} 的位置互换了。`,
      duplicate: ({ from, to, noPlace }) =>
        noPlace
          ? `两颗牙都是 ${from}；其中一颗没有合适的编号。`
          : to === ''
            ? `两颗牙都是 ${from}。`
            : `两颗牙都是 ${from}；依位置其中一颗为 ${to}。`,
      misplaced: ({ from, to }) => `${from} 位于 ${to} 的位置。`,
      'missing-contradicts': ({ from }) => `${from} 标为缺失，但该处有牙。`,
      order: ({ from }) => `${from} 的排列与编号顺序相反。`,
      'both-dentitions': ({ from }) => `${from} 并列于咬合面：其中一颗可能是别的牙。`,
      pieces: ({ from, value }) => `${from} 由 ${value} 个分离的部分组成。`,
      'size-large': ({ from, value, isVolume }) =>
        `与其他牙相比，${from} 的${isVolume ? '体积' : '长度'}是常见值的 ${value} 倍：可能是两颗牙。`,
      'size-small': ({ from, value, isVolume }) =>
        `与其他牙相比，${from} 的${isVolume ? '体积' : '长度'}仅为常见值的 ${value} 倍：可能只是一部分。`,
      unsure: ({ from, to, value }) =>
        to === '' ? `编号 ${from} 不确定（${value}）。` : `编号 ${from} 不确定（${value}），也可能是 ${to}。`,
      queued: ({ from, to }) => `模型训练认为 ${from} 是 ${to}。`,
      border: ({ from }) => `图像边缘截断了 ${from}：测量值偏小。`,
    },
    fix: {
      renumber: (pairs) => `改编号 ${pairs}`,
      mirror: (count) => `左右对换 ${count} 颗牙`,
      swap: '互换',
      supernumerary: (from) => `将一颗 ${from} 标为多生牙`,
      notMissing: '取消标记',
    },
  },
});

export interface ToldFinding {
  readonly title: string;
  readonly says: string;
  /** What its fix does; null where there is none. */
  readonly fix: string | null;
}

/** @param sign a tooth's number as the person writes it */
export function tellFinding(finding: CheckFinding, language: Language, sign: (fdi: number) => string): ToldFinding {
  const words = textOf(FINDING_TEXT, language);
  const { code, facts, fix } = finding;
  const { from = [], to = [], value = 0 } = facts;
  const joined = (numbers: readonly number[]): string => [...new Set(numbers)].map(sign).join(', ');
  const known = to.filter((fdi) => fdi !== 0);
  const told: Facts = {
    from: joined(from),
    to: joined(known),
    pairs: pairsOf(from, to, sign),
    count: from.length,
    value: code === 'pieces' ? String(value) : numberText(value, language, code === 'unsure' ? 2 : 1),
    noPlace: to.includes(0),
    isVolume: facts.metric !== 'lengthMm',
  };
  return {
    title: words.title[code],
    says: words.says[code](told),
    fix: fix === null ? null : fixText(finding, told, words.fix),
  };
}

function fixText({ code, fix }: CheckFinding, { from, pairs, count, noPlace }: Facts, words: Words['fix']): string {
  if (fix?.kind === 'missing') return words.notMissing;
  if (noPlace) return words.supernumerary(from);
  if (code === 'swapped') return words.swap;
  if (code === 'mirrored' && count > 1) return words.mirror(count);
  return words.renumber(pairs);
}

/** More would fill the button. */
const MOST_PAIRS = 3;

function pairsOf(from: readonly number[], to: readonly number[], sign: (fdi: number) => string): string {
  const pairs = to.flatMap((fdi, n) => (fdi === 0 ? [] : [`${sign(from[n] ?? fdi)} → ${sign(fdi)}`]));
  return pairs.length <= MOST_PAIRS ? pairs.join(', ') : `${pairs.slice(0, MOST_PAIRS).join(', ')} …`;
}
