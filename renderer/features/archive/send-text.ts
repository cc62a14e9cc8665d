/** Words of sending results to an archive and of the outbox. */
import type { OutboxEntry } from '#contract/pacs';
import { texts } from '../../text.ts';

export const SEND_TEXT = texts<{
  readonly title: string;
  readonly who: string;
  readonly where: string;
  readonly what: string;
  readonly noName: string;
  readonly study: (day: string) => string;
  readonly noFormats: string;
  readonly asks: (patient: string, server: string) => string;
  readonly send: (count: number) => string;
  readonly making: string;
  readonly put: { readonly [S in OutboxEntry['state']]: string };
  readonly outboxTitle: string;
  readonly outboxNote: string;
  readonly empty: string;
  readonly states: { readonly [S in OutboxEntry['state']]: string };
  readonly to: (server: string) => string;
  readonly sentAt: (when: string) => string;
  readonly attempts: (count: number) => string;
  readonly nextAt: (when: string) => string;
  readonly failed: (server: string) => string;
  readonly retry: string;
  readonly retryOf: (patient: string) => string;
  readonly remove: string;
  readonly removeOf: (patient: string) => string;
  readonly removeSure: string;
  readonly said: (words: string) => string;
}>({
  en: {
    title: 'Send results to the archive',
    who: 'Patient',
    where: 'To',
    what: 'Results',
    noName: 'No name in the scan',
    study: (day) => `study of ${day}`,
    noFormats: 'No results of this kind of scan can be sent.',
    asks: (patient, server) => `The results of ${patient} go to ${server}, into the study of the scan.`,
    send: (count) => (count === 1 ? 'Send 1 object' : `Send ${count} objects`),
    making: 'The objects are being made…',
    put: {
      waiting: 'In the outbox. It is sent as soon as the archive answers.',
      sending: 'Being sent…',
      sent: 'Sent: the archive has it.',
      stopped: 'Not sent. The outbox says why.',
    },
    outboxTitle: 'Outbox',
    outboxNote: 'What is here is on this computer’s disk until the archive has it, also when Quadrant ends.',
    empty: 'Nothing was sent yet.',
    states: { waiting: 'waiting', sending: 'being sent', sent: 'sent', stopped: 'stopped' },
    to: (server) => `to ${server}`,
    sentAt: (when) => `sent ${when}`,
    attempts: (count) => (count === 1 ? '1 attempt' : `${count} attempts`),
    nextAt: (when) => `next one ${when}`,
    failed: (server) => `Not at ${server} yet`,
    retry: 'Try now',
    retryOf: (patient) => `Try now: results of ${patient}`,
    remove: 'Remove',
    removeOf: (patient) => `Take the results of ${patient} out of the outbox`,
    removeSure: 'It is not sent yet. Remove it?',
    said: (words) => `The archive says: ${words}`,
  },
  de: {
    title: 'Ergebnisse an das Archiv senden',
    who: 'Patient oder Patientin',
    where: 'An',
    what: 'Ergebnisse',
    noName: 'Ohne Namen in der Aufnahme',
    study: (day) => `Studie vom ${day}`,
    noFormats: 'Von dieser Art von Aufnahme lassen sich keine Ergebnisse senden.',
    asks: (patient, server) => `Die Ergebnisse von ${patient} gehen an ${server}, in die Studie der Aufnahme.`,
    send: (count) => (count === 1 ? '1 Objekt senden' : `${count} Objekte senden`),
    making: 'Die Objekte werden erstellt …',
    put: {
      waiting: 'Im Postausgang. Gesendet wird, sobald das Archiv antwortet.',
      sending: 'Wird gesendet …',
      sent: 'Gesendet: Das Archiv hat es.',
      stopped: 'Nicht gesendet. Der Postausgang sagt, warum.',
    },
    outboxTitle: 'Postausgang',
    outboxNote:
      'Was hier liegt, bleibt auf der Platte dieses Computers, bis das Archiv es hat, auch wenn Quadrant endet.',
    empty: 'Noch wurde nichts gesendet.',
    states: { waiting: 'wartet', sending: 'wird gesendet', sent: 'gesendet', stopped: 'angehalten' },
    to: (server) => `an ${server}`,
    sentAt: (when) => `gesendet ${when}`,
    attempts: (count) => (count === 1 ? '1 Versuch' : `${count} Versuche`),
    nextAt: (when) => `der nächste ${when}`,
    failed: (server) => `Noch nicht bei ${server}`,
    retry: 'Jetzt versuchen',
    retryOf: (patient) => `Jetzt versuchen: Ergebnisse von ${patient}`,
    remove: 'Entfernen',
    removeOf: (patient) => `Die Ergebnisse von ${patient} aus dem Postausgang nehmen`,
    removeSure: 'Noch nicht gesendet. Trotzdem entfernen?',
    said: (words) => `Das Archiv sagt: ${words}`,
  },
  fr: {
    title: 'Envoyer les résultats à l’archive',
    who: 'Patient(e)',
    where: 'À',
    what: 'Résultats',
    noName: 'Aucun nom dans l’examen',
    study: (day) => `étude du ${day}`,
    noFormats: 'Aucun résultat de ce type d’examen ne peut être envoyé.',
    asks: (patient, server) => `Les résultats de ${patient} vont à ${server}, dans l’étude de l’examen.`,
    send: (count) => (count === 1 ? 'Envoyer 1 objet' : `Envoyer ${count} objets`),
    making: 'Les objets sont préparés…',
    put: {
      waiting: 'Dans la boîte d’envoi. L’envoi se fait dès que l’archive répond.',
      sending: 'Envoi…',
      sent: 'Envoyé : l’archive l’a reçu.',
      stopped: 'Non envoyé. La boîte d’envoi dit pourquoi.',
    },
    outboxTitle: 'Boîte d’envoi',
    outboxNote:
      'Ce qui est ici reste sur le disque de cet ordinateur jusqu’à ce que l’archive l’ait, même si Quadrant se termine.',
    empty: 'Rien n’a encore été envoyé.',
    states: { waiting: 'en attente', sending: 'en cours d’envoi', sent: 'envoyé', stopped: 'arrêté' },
    to: (server) => `à ${server}`,
    sentAt: (when) => `envoyé le ${when}`,
    attempts: (count) => (count === 1 ? '1 essai' : `${count} essais`),
    nextAt: (when) => `le prochain ${when}`,
    failed: (server) => `Pas encore chez ${server}`,
    retry: 'Essayer maintenant',
    retryOf: (patient) => `Essayer maintenant : résultats de ${patient}`,
    remove: 'Retirer',
    removeOf: (patient) => `Retirer les résultats de ${patient} de la boîte d’envoi`,
    removeSure: 'Pas encore envoyé. Le retirer ?',
    said: (words) => `L’archive dit : ${words}`,
  },
  zh: {
    title: '将结果发送到影像归档',
    who: '患者',
    where: '发送到',
    what: '结果',
    noName: '影像中无姓名',
    study: (day) => `${day} 的检查`,
    noFormats: '此类影像没有可发送的结果。',
    asks: (patient, server) => `${patient} 的结果将发送到 ${server}，归入该影像的检查。`,
    send: (count) => `发送 ${count} 个对象`,
    making: '正在生成对象…',
    put: {
      waiting: '已放入发件箱。归档系统一有应答即发送。',
      sending: '正在发送…',
      sent: '已发送：归档系统已收到。',
      stopped: '未发送。原因见发件箱。',
    },
    outboxTitle: '发件箱',
    outboxNote: '在归档系统收到之前，内容一直保存在此电脑的磁盘上，即使 Quadrant 退出。',
    empty: '尚未发送任何内容。',
    states: { waiting: '等待中', sending: '正在发送', sent: '已发送', stopped: '已停止' },
    to: (server) => `到 ${server}`,
    sentAt: (when) => `发送于 ${when}`,
    attempts: (count) => `已尝试 ${count} 次`,
    nextAt: (when) => `下次 ${when}`,
    failed: (server) => `尚未到达 ${server}`,
    retry: '立即重试',
    retryOf: (patient) => `立即重试：${patient} 的结果`,
    remove: '移除',
    removeOf: (patient) => `从发件箱移除 ${patient} 的结果`,
    removeSure: '尚未发送。确定移除？',
    said: (words) => `归档系统说明：${words}`,
  },
});
