import { expect, it } from 'vitest';
import { toothOfWords, typeOfWords, type ToothWords } from '#core/teeth/tooth-of-words';

const tooth = (fdi: number): ToothWords => ({ kind: 'tooth', fdi });
const number = (value: number): ToothWords => ({ kind: 'number', number: value });
const OTHER: ToothWords = { kind: 'other' };

it.each<readonly [string, ToothWords | null]>([
  ['FDI 16', tooth(16)],
  ['FDI 1.6', tooth(16)],
  ['ISO 3950 tooth 85', tooth(85)],
  ['FDI 16, proposed, confidence 0.93', tooth(16)],
  ['upper_right_first_molar_fdi16', tooth(16)],
  ['lower_left_wisdom', tooth(38)],
  ['Permanent maxillary right lateral incisor tooth', tooth(12)],
  ['Deciduous mandibular left second molar tooth', tooth(75)],
  ['Supernumerary permanent maxillary right canine tooth', tooth(13)],
  ['UR6', tooth(16)],
  ['LL e', tooth(75)],
  ['Palmer tooth UL 8', tooth(28)],
  ['Universal #3', tooth(16)],
  ['ADA tooth T', tooth(85)],
  ['FDI 36 (implant)', tooth(36)],
])('"%s" is a tooth without doubt', (text, expected) => {
  expect(toothOfWords(text)).toEqual(expected);
});

it.each<readonly [string, ToothWords | null]>([
  ['Tooth 16', number(16)],
  ['16', number(16)],
  ['1.6', number(16)],
  ['#3', number(3)],
  ['Zahn 48', number(48)],
  ['牙 21', number(21)],
  ['tooth_21', number(21)],
  ['11-Tooth', number(11)],
  ['Tooth 16 (pontic)', number(16)],
  ['Tooth 16 root remnant', number(16)],
])('"%s" is a number that does not say its notation', (text, expected) => {
  expect(toothOfWords(text)).toEqual(expected);
});

it.each<readonly [string, ToothWords | null]>([
  ['upper_left_canine_pulp_fdi123', OTHER],
  ['Root 16', OTHER],
  ['Tooth 16 crown', OTHER],
  ['Left inferior alveolar canal', OTHER],
  ['Lower Jawbone', OTHER],
  ['FDI 49', OTHER],
  ['fdi123', OTHER],
  ['upper_right_first_molar_fdi26', OTHER],
  ['Deciduous upper left third molar', OTHER],
  ['first molar', null],
  ['upper right and left first molar', null],
  ['upper teeth', null],
  ['Segment_12', null],
  ['class 16', null],
  ['nnU-Net v2.1', null],
  ['', null],
])('"%s" is no tooth', (text, expected) => {
  expect(toothOfWords(text)).toEqual(expected);
});

it.each([
  ['Tooth 16', 'tooth'],
  ['Tooth 16 (implant)', 'implant'],
  ['Bridge_25', 'pontic'],
  ['Supernumerary permanent maxillary right canine tooth', 'supernumerary'],
  ['Residual root 36', 'remnant'],
])('"%s" is of type %s', (text, type) => {
  expect(typeOfWords(text)).toBe(type);
});
