/** Words that several of the archive's windows share, and those outside of them. */
import type { ArchiveWindow } from '../../state/exchange/archive-store.ts';
import { texts } from '../../text.ts';

export const ARCHIVE_TEXT = texts<{
  readonly close: string;
  readonly cancel: string;
  readonly failed: { readonly [W in ArchiveWindow]: string };
  readonly server: string;
  readonly addressOf: (name: string, address: string) => string;
  readonly encrypted: string;
  readonly notEncrypted: string;
  readonly setting: string;
  readonly settingOff: string;
  readonly settingOn: (count: number) => string;
  readonly settingAdd: string;
  readonly settingShow: string;
  readonly waiting: (count: number) => string;
  readonly stopped: (count: number) => string;
  readonly showOutbox: string;
  readonly fromArchive: string;
}>({
  en: {
    close: 'Close',
    cancel: 'Cancel',
    failed: {
      servers: 'The list of servers could not be changed',
      search: 'The archive could not be asked',
      send: 'The results could not be put in the outbox',
      outbox: 'The outbox could not be changed',
    },
    server: 'Archive',
    addressOf: (name, address) => `${name} (${address})`,
    encrypted: 'encrypted',
    notEncrypted: 'not encrypted',
    setting: 'Archive (PACS)',
    settingOff: 'No server is set up: nothing leaves this computer.',
    settingOn: (count) =>
      count === 1
        ? '1 server is set up. What you send or look for goes there and nowhere else.'
        : `${count} servers are set up. What you send or look for goes there and nowhere else.`,
    settingAdd: 'Set up a server…',
    settingShow: 'Servers…',
    waiting: (count) => `${count} to be sent`,
    stopped: (count) => `${count} could not be sent`,
    showOutbox: 'Show the outbox',
    fromArchive: 'From the archive',
  },
  de: {
    close: 'Schließen',
    cancel: 'Abbrechen',
    failed: {
      servers: 'Die Liste der Server konnte nicht geändert werden',
      search: 'Das Archiv konnte nicht befragt werden',
      send: 'Die Ergebnisse konnten nicht in den Postausgang gelegt werden',
      outbox: 'Der Postausgang konnte nicht geändert werden',
    },
    server: 'Archiv',
    addressOf: (name, address) => `${name} (${address})`,
    encrypted: 'verschlüsselt',
    notEncrypted: 'unverschlüsselt',
    setting: 'Archiv (PACS)',
    settingOff: 'Kein Server ist eingerichtet: Nichts verlässt diesen Computer.',
    settingOn: (count) =>
      count === 1
        ? '1 Server ist eingerichtet. Was Sie senden oder suchen, geht dorthin und sonst nirgendwohin.'
        : `${count} Server sind eingerichtet. Was Sie senden oder suchen, geht dorthin und sonst nirgendwohin.`,
    settingAdd: 'Server einrichten …',
    settingShow: 'Server anzeigen …',
    waiting: (count) => `${count} zu senden`,
    stopped: (count) => `${count} nicht gesendet`,
    showOutbox: 'Postausgang zeigen',
    fromArchive: 'Aus dem Archiv',
  },
  fr: {
    close: 'Fermer',
    cancel: 'Annuler',
    failed: {
      servers: 'La liste des serveurs n’a pas pu être modifiée',
      search: 'L’archive n’a pas pu être interrogée',
      send: 'Les résultats n’ont pas pu être mis dans la boîte d’envoi',
      outbox: 'La boîte d’envoi n’a pas pu être modifiée',
    },
    server: 'Serveur d’archive',
    addressOf: (name, address) => `${name} (${address})`,
    encrypted: 'chiffré',
    notEncrypted: 'non chiffré',
    setting: 'Archive d’images (PACS)',
    settingOff: 'Aucun serveur n’est configuré : rien ne quitte cet ordinateur.',
    settingOn: (count) =>
      count === 1
        ? '1 serveur est configuré. Ce que vous envoyez ou cherchez va là, et nulle part ailleurs.'
        : `${count} serveurs sont configurés. Ce que vous envoyez ou cherchez va là, et nulle part ailleurs.`,
    settingAdd: 'Configurer un serveur…',
    settingShow: 'Serveurs…',
    waiting: (count) => `${count} à envoyer`,
    stopped: (count) => `${count} non envoyés`,
    showOutbox: 'Afficher la boîte d’envoi',
    fromArchive: 'Depuis l’archive',
  },
  zh: {
    close: '关闭',
    cancel: '取消',
    failed: {
      servers: '无法更改服务器列表',
      search: '无法访问影像归档',
      send: '无法将结果放入发件箱',
      outbox: '无法更改发件箱',
    },
    server: '影像归档',
    addressOf: (name, address) => `${name}（${address}）`,
    encrypted: '已加密',
    notEncrypted: '未加密',
    setting: '影像归档（PACS）',
    settingOff: '未设置服务器：任何数据都不会离开此电脑。',
    settingOn: (count) => `已设置 ${count} 个服务器。您发送或查询的内容只会到达这些服务器。`,
    settingAdd: '设置服务器…',
    settingShow: '服务器…',
    waiting: (count) => `${count} 项待发送`,
    stopped: (count) => `${count} 项发送失败`,
    showOutbox: '查看发件箱',
    fromArchive: '从影像归档打开',
  },
});
