import { texts } from '../../../text.ts';

interface TableWords {
  readonly caption: string;
  readonly sortBy: (name: string) => string;
}

export const TABLE_TEXT = texts<TableWords>({
  en: { caption: 'All values of all teeth', sortBy: (name) => `Sort by ${name}` },
  de: { caption: 'Alle Werte aller Zähne', sortBy: (name) => `Nach ${name} sortieren` },
  fr: { caption: 'Toutes les valeurs de toutes les dents', sortBy: (name) => `Trier par ${name}` },
  zh: { caption: '所有牙齿的全部数值', sortBy: (name) => `按${name}排序` },
});
