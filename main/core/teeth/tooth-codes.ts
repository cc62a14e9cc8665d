/**
 * What DICOM calls each tooth: SNOMED CT codes of PS3.16 CID 4018 (permanent), 4019 (deciduous) and 4025 (supernumerary, by
 * the place it stands at), by FDI code.
 */
import { isFdi } from '../fdi.ts';
import type { ToothType } from '../review/action.ts';

export interface Coded {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

const TEETH: readonly (readonly [fdi: number, code: string, meaning: string])[] = [
  [11, '422653006', 'Permanent maxillary right central incisor tooth'],
  [12, '424877001', 'Permanent maxillary right lateral incisor tooth'],
  [13, '860767006', 'Permanent maxillary right canine tooth'],
  [14, '57826002', 'Permanent maxillary right first premolar tooth'],
  [15, '36492000', 'Permanent maxillary right second premolar tooth'],
  [16, '865995000', 'Permanent maxillary right first molar tooth'],
  [17, '863902006', 'Permanent maxillary right second molar tooth'],
  [18, '68085002', 'Permanent maxillary right third molar tooth'],
  [21, '424399000', 'Permanent maxillary left central incisor tooth'],
  [22, '423185002', 'Permanent maxillary left lateral incisor tooth'],
  [23, '860780009', 'Permanent maxillary left canine tooth'],
  [24, '61897005', 'Permanent maxillary left first premolar tooth'],
  [25, '23226009', 'Permanent maxillary left second premolar tooth'],
  [26, '865988009', 'Permanent maxillary left first molar tooth'],
  [27, '863901004', 'Permanent maxillary left second molar tooth'],
  [28, '87704003', 'Permanent maxillary left third molar tooth'],
  [31, '425106001', 'Mandibular left central incisor tooth'],
  [32, '423331005', 'Mandibular left lateral tooth'],
  [33, '860782001', 'Mandibular left canine tooth'],
  [34, '2400006', 'Mandibular left first premolar tooth'],
  [35, '24573005', 'Mandibular left second premolar tooth'],
  [36, '866006002', 'Mandibular left first molar tooth'],
  [37, '863898000', 'Mandibular left second molar tooth'],
  [38, '74344005', 'Mandibular left third molar tooth'],
  [41, '424575004', 'Mandibular right central incisor tooth'],
  [42, '423937004', 'Mandibular right lateral incisor tooth'],
  [43, '860785004', 'Mandibular right canine tooth'],
  [44, '80140008', 'Mandibular right first premolar tooth'],
  [45, '8873007', 'Mandibular right second premolar tooth'],
  [46, '866005003', 'Mandibular right first molar tooth'],
  [47, '863899008', 'Mandibular right second molar tooth'],
  [48, '38994002', 'Mandibular right third molar tooth'],
  [51, '88824007', 'Deciduous maxillary right central incisor tooth'],
  [52, '65624003', 'Deciduous maxillary right lateral incisor tooth'],
  [53, '30618001', 'Deciduous maxillary right canine tooth'],
  [54, '17505006', 'Deciduous maxillary right first molar tooth'],
  [55, '27855007', 'Deciduous maxillary right second molar tooth'],
  [61, '51678005', 'Deciduous maxillary left central incisor tooth'],
  [62, '43622005', 'Deciduous maxillary left lateral incisor tooth'],
  [63, '73937000', 'Deciduous maxillary left canine tooth'],
  [64, '45234009', 'Deciduous maxillary left first molar tooth'],
  [65, '51943008', 'Deciduous maxillary left second molar tooth'],
  [71, '89552004', 'Deciduous mandibular left central incisor tooth'],
  [72, '14770005', 'Deciduous mandibular left lateral incisor tooth'],
  [73, '43281008', 'Deciduous mandibular left canine tooth'],
  [74, '38896004', 'Deciduous mandibular left first molar tooth'],
  [75, '49330006', 'Deciduous mandibular left second molar tooth'],
  [81, '67834006', 'Deciduous mandibular right central incisor tooth'],
  [82, '22445006', 'Deciduous mandibular right lateral incisor tooth'],
  [83, '6062009', 'Deciduous mandibular right canine tooth'],
  [84, '58646007', 'Deciduous mandibular right first molar tooth'],
  [85, '61868007', 'Deciduous mandibular right second molar tooth'],
];

const SUPERNUMERARY: readonly (readonly [fdi: number, code: string, meaning: string])[] = [
  [11, '2551000124100', 'Supernumerary permanent maxillary right central incisor tooth'],
  [12, '2571000124105', 'Supernumerary permanent maxillary right lateral incisor tooth'],
  [13, '2601000124103', 'Supernumerary permanent maxillary right canine tooth'],
  [14, '2671000124109', 'Supernumerary permanent maxillary right first premolar tooth'],
  [15, '2561000124103', 'Supernumerary permanent maxillary right second premolar tooth'],
  [16, '2591000124106', 'Supernumerary permanent maxillary right first molar tooth'],
  [17, '2631000124106', 'Supernumerary permanent maxillary right second molar tooth'],
  [18, '2531000124107', 'Supernumerary permanent maxillary right third molar tooth'],
  [21, '2541000124102', 'Supernumerary permanent maxillary left central incisor tooth'],
  [22, '2651000124104', 'Supernumerary permanent maxillary left lateral incisor tooth'],
  [23, '2611000124100', 'Supernumerary permanent maxillary left canine tooth'],
  [24, '2641000124101', 'Supernumerary permanent maxillary left first premolar tooth'],
  [25, '2681000124107', 'Supernumerary permanent maxillary left second premolar tooth'],
  [26, '2661000124102', 'Supernumerary permanent maxillary left first molar tooth'],
  [27, '2621000124108', 'Supernumerary permanent maxillary left second molar tooth'],
  [28, '2581000124108', 'Supernumerary permanent maxillary left third molar tooth'],
  [31, '2481000124109', 'Supernumerary permanent mandibular left central incisor tooth'],
  [32, '2381000124100', 'Supernumerary permanent mandibular left lateral incisor tooth'],
  [33, '2441000124103', 'Supernumerary permanent mandibular left canine tooth'],
  [34, '2451000124101', 'Supernumerary permanent mandibular left first premolar tooth'],
  [35, '2471000124106', 'Supernumerary permanent mandibular left second premolar tooth'],
  [36, '2431000124108', 'Supernumerary permanent mandibular left first molar tooth'],
  [37, '2371000124103', 'Supernumerary permanent mandibular left second molar tooth'],
  [38, '2391000124102', 'Supernumerary permanent mandibular left third molar tooth'],
  [41, '2511000124101', 'Supernumerary permanent mandibular right central incisor tooth'],
  [42, '2521000124109', 'Supernumerary permanent mandibular right lateral incisor tooth'],
  [43, '2501000124104', 'Supernumerary permanent mandibular right canine tooth'],
  [44, '2461000124104', 'Supernumerary permanent mandibular right first premolar tooth'],
  [45, '2421000124105', 'Supernumerary permanent mandibular right second premolar tooth'],
  [46, '2491000124107', 'Supernumerary permanent mandibular right first molar tooth'],
  [47, '2401000124100', 'Supernumerary permanent mandibular right second molar tooth'],
  [48, '2411000124102', 'Supernumerary permanent mandibular right third molar tooth'],
  [51, '2301000124109', 'Supernumerary deciduous maxillary right central incisor tooth'],
  [52, '2281000124105', 'Supernumerary deciduous maxillary right lateral incisor tooth'],
  [53, '2291000124108', 'Supernumerary deciduous maxillary right canine tooth'],
  [54, '2321000124104', 'Supernumerary deciduous maxillary right first molar tooth'],
  [55, '2341000124106', 'Supernumerary deciduous maxillary right second molar tooth'],
  [61, '2351000124108', 'Supernumerary deciduous maxillary left central incisor tooth'],
  [62, '2271000124107', 'Supernumerary deciduous maxillary left lateral incisor tooth'],
  [63, '2361000124105', 'Supernumerary deciduous maxillary left canine tooth'],
  [64, '2331000124101', 'Supernumerary deciduous maxillary left first molar tooth'],
  [65, '2311000124107', 'Supernumerary deciduous maxillary left second molar tooth'],
  [71, '2261000124100', 'Supernumerary deciduous mandibular left central incisor tooth'],
  [72, '2171000124100', 'Supernumerary deciduous mandibular left lateral incisor tooth'],
  [73, '2211000124103', 'Supernumerary deciduous mandibular left canine tooth'],
  [74, '2181000124102', 'Supernumerary deciduous mandibular left first molar tooth'],
  [75, '2241000124104', 'Supernumerary deciduous mandibular left second molar tooth'],
  [81, '2191000124104', 'Supernumerary deciduous mandibular right central incisor tooth'],
  [82, '2201000124101', 'Supernumerary deciduous mandibular right lateral incisor tooth'],
  [83, '2221000124106', 'Supernumerary deciduous mandibular right canine tooth'],
  [84, '2231000124109', 'Supernumerary deciduous mandibular right first molar tooth'],
  [85, '2251000124102', 'Supernumerary deciduous mandibular right second molar tooth'],
];

const teethCodes = codesOf(TEETH);
const supernumeraryCodes = codesOf(SUPERNUMERARY);

function codesOf(rows: typeof TEETH): ReadonlyMap<number, Coded> {
  return new Map(rows.map(([fdi, value, meaning]) => [fdi, { value, scheme: 'SCT', meaning }]));
}

/** Categories of PS3.16 CID 7150. */
const ANATOMICAL_STRUCTURE: Coded = { value: '91723000', scheme: 'SCT', meaning: 'Anatomical Structure' };
const PHYSICAL_OBJECT: Coded = { value: '260787004', scheme: 'SCT', meaning: 'Physical object' };
/** Of CID 7151: the standard has no code for a dental implant, a pontic or a remnant of its own. */
const IMPLANT: Coded = { value: '40388003', scheme: 'SCT', meaning: 'Implant' };
const DENTAL_PROSTHESIS: Coded = { value: '27606000', scheme: 'SCT', meaning: 'Dental Prosthesis' };

export interface ToothConcept {
  readonly category: Coded;
  readonly concept: Coded;
  /** The tooth in whose place it stands; null where the concept says so itself. */
  readonly place: Coded | null;
}

/** What stands at a place of the dentition. @throws RangeError when `fdi` is no FDI code, and for what is no tooth */
export function toothConcept(fdi: number, type: ToothType): ToothConcept {
  const place = toothCode(fdi, { supernumerary: type === 'supernumerary' });
  switch (type) {
    case 'tooth':
    case 'supernumerary':
    case 'remnant':
      return { category: ANATOMICAL_STRUCTURE, concept: place, place: null };
    case 'implant':
      return { category: PHYSICAL_OBJECT, concept: IMPLANT, place };
    case 'pontic':
      return { category: PHYSICAL_OBJECT, concept: DENTAL_PROSTHESIS, place };
    case 'not-a-tooth':
      throw new RangeError('What is no tooth has no code');
  }
}

/** @throws RangeError when `fdi` is no FDI code */
export function toothCode(fdi: number, { supernumerary }: { readonly supernumerary: boolean }): Coded {
  const code = (supernumerary ? supernumeraryCodes : teethCodes).get(fdi);
  if (code === undefined || !isFdi(fdi)) throw new RangeError(`${fdi} is no FDI code`);
  return code;
}
