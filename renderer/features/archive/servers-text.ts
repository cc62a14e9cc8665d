/** Words of the list of servers and of the form for one. */
import type { PacsServer, PasswordPlace } from '#contract/pacs';
import { texts } from '../../text.ts';

export const SERVERS_TEXT = texts<{
  readonly title: string;
  readonly lead: string;
  readonly none: string;
  readonly add: string;
  readonly edit: (name: string) => string;
  readonly remove: (name: string) => string;
  readonly removeSure: string;
  readonly test: (name: string) => string;
  readonly testWord: string;
  readonly testing: string;
  readonly answered: (milliseconds: string) => string;
  readonly testFailed: (name: string) => string;
  readonly formNew: string;
  readonly formOf: (name: string) => string;
  readonly kind: string;
  readonly kinds: { readonly [K in PacsServer['kind']]: string };
  readonly kindNotes: { readonly [K in PacsServer['kind']]: string };
  readonly name: string;
  readonly nameNote: string;
  readonly nameTaken: string;
  readonly url: string;
  readonly urlNote: string;
  readonly user: string;
  readonly userNote: string;
  readonly password: string;
  readonly passwordNotes: { readonly [P in PasswordPlace]: string };
  readonly forget: string;
  readonly host: string;
  readonly hostNote: string;
  readonly port: string;
  readonly calledAet: string;
  readonly callingAet: string;
  readonly callingNote: string;
  readonly tls: string;
  readonly tlsNote: string;
  readonly receivePort: string;
  readonly receiveNote: string;
  readonly trusted: string;
  readonly trustedNote: string;
  readonly clear: string;
  readonly check: string;
  readonly save: string;
}>({
  en: {
    title: 'Archives (PACS)',
    lead: 'Nothing leaves this computer unless a server is set up here. With one, you can look for studies in it, open them, and send results back. Nothing is sent by itself.',
    none: 'No server is set up.',
    add: 'Add a server',
    edit: (name) => `Change ${name}`,
    remove: (name) => `Remove ${name}`,
    removeSure: 'Remove it and its password?',
    test: (name) => `Test the connection to ${name}`,
    testWord: 'Test',
    testing: 'Asking…',
    answered: (milliseconds) => `It answers, after ${milliseconds} ms.`,
    testFailed: (name) => `${name} does not answer as it should`,
    formNew: 'New server',
    formOf: (name) => `Change ${name}`,
    kind: 'Kind',
    kinds: { dicomweb: 'DICOMweb', dimse: 'DICOM (DIMSE)' },
    kindNotes: {
      dicomweb: 'An address that begins with https://. Newer archives have it.',
      dimse: 'An AE title, a host and a port. Every archive has it.',
    },
    name: 'Name',
    nameNote: 'As you call it.',
    nameTaken: 'Another server has this name.',
    url: 'Address',
    urlNote: 'Such as https://pacs.example/dicom-web',
    user: 'User',
    userNote: 'Empty where the archive asks for none.',
    password: 'Password',
    passwordNotes: {
      none: 'It is kept in the key store of this computer and never shown.',
      kept: 'One is kept in the key store of this computer. Empty: it stays.',
      session: 'This computer has no key store: the password is kept until Quadrant ends. Empty: it stays.',
    },
    forget: 'Forget the password',
    host: 'Host',
    hostNote: 'A name or an IP address.',
    port: 'Port',
    calledAet: 'AE title of the archive',
    callingAet: 'AE title of Quadrant',
    callingNote: 'The archive has to know it.',
    tls: 'Encrypted (TLS)',
    tlsNote: 'Without it, names and pictures cross the network in the clear.',
    receivePort: 'Port for receiving',
    receiveNote:
      'Only where the archive cannot do C-GET: it sends to this port of this computer. Empty: never listens.',
    trusted: 'Certificate of the archive',
    trustedNote: 'In PEM, where it is signed by none that this computer knows.',
    clear: 'Names, pictures and the password cross the network unencrypted.',
    check: 'Please check the marked fields.',
    save: 'Save and test',
  },
  de: {
    title: 'Archive (PACS)',
    lead: 'Nichts verlässt diesen Computer, solange hier kein Server eingerichtet ist. Mit einem Server können Sie darin Studien suchen und öffnen und Ergebnisse zurücksenden. Von allein wird nichts gesendet.',
    none: 'Kein Server ist eingerichtet.',
    add: 'Server hinzufügen',
    edit: (name) => `${name} ändern`,
    remove: (name) => `${name} entfernen`,
    removeSure: 'Mit seinem Passwort entfernen?',
    test: (name) => `Verbindung zu ${name} prüfen`,
    testWord: 'Prüfen',
    testing: 'Wird gefragt …',
    answered: (milliseconds) => `Er antwortet nach ${milliseconds} ms.`,
    testFailed: (name) => `${name} antwortet nicht, wie er soll`,
    formNew: 'Neuer Server',
    formOf: (name) => `${name} ändern`,
    kind: 'Art',
    kinds: { dicomweb: 'DICOM-Web', dimse: 'DICOM klassisch (DIMSE)' },
    kindNotes: {
      dicomweb: 'Eine Adresse, die mit https:// beginnt. Neuere Archive haben sie.',
      dimse: 'AE-Titel, Rechner und Port. Jedes Archiv hat sie.',
    },
    name: 'Bezeichnung',
    nameNote: 'Wie Sie ihn nennen.',
    nameTaken: 'Ein anderer Server heißt schon so.',
    url: 'Adresse',
    urlNote: 'Zum Beispiel https://pacs.example/dicom-web',
    user: 'Benutzer',
    userNote: 'Leer, wenn das Archiv keinen verlangt.',
    password: 'Passwort',
    passwordNotes: {
      none: 'Es liegt im Schlüsselspeicher dieses Computers und wird nie gezeigt.',
      kept: 'Eines liegt im Schlüsselspeicher dieses Computers. Leer: Es bleibt.',
      session:
        'Dieser Computer hat keinen Schlüsselspeicher: Das Passwort bleibt, bis Quadrant endet. Leer: Es bleibt.',
    },
    forget: 'Passwort vergessen',
    host: 'Rechner',
    hostNote: 'Ein Name oder eine IP-Adresse.',
    port: 'Portnummer',
    calledAet: 'AE-Titel des Archivs',
    callingAet: 'AE-Titel von Quadrant',
    callingNote: 'Das Archiv muss ihn kennen.',
    tls: 'Verschlüsselt (TLS)',
    tlsNote: 'Ohne sie gehen Namen und Bilder offen durch das Netz.',
    receivePort: 'Port für den Empfang',
    receiveNote:
      'Nur wenn das Archiv kein C-GET kann: Es sendet an diesen Port dieses Computers. Leer: Es wird nie gelauscht.',
    trusted: 'Zertifikat des Archivs',
    trustedNote: 'Als PEM, wenn es niemand unterschrieben hat, den dieser Computer kennt.',
    clear: 'Namen, Bilder und das Passwort gehen unverschlüsselt durch das Netz.',
    check: 'Bitte prüfen Sie die markierten Felder.',
    save: 'Speichern und prüfen',
  },
  fr: {
    title: 'Archives d’images (PACS)',
    lead: 'Rien ne quitte cet ordinateur tant qu’aucun serveur n’est configuré ici. Avec un serveur, vous pouvez y chercher des études, les ouvrir et renvoyer des résultats. Rien n’est envoyé de soi-même.',
    none: 'Aucun serveur n’est configuré.',
    add: 'Ajouter un serveur',
    edit: (name) => `Modifier ${name}`,
    remove: (name) => `Supprimer ${name}`,
    removeSure: 'Le supprimer avec son mot de passe ?',
    test: (name) => `Tester la connexion à ${name}`,
    testWord: 'Tester',
    testing: 'Interrogation…',
    answered: (milliseconds) => `Il répond, en ${milliseconds} ms.`,
    testFailed: (name) => `${name} ne répond pas comme il faut`,
    formNew: 'Nouveau serveur',
    formOf: (name) => `Modifier ${name}`,
    kind: 'Type',
    kinds: { dicomweb: 'DICOM web', dimse: 'DICOM classique (DIMSE)' },
    kindNotes: {
      dicomweb: 'Une adresse qui commence par https://. Les archives récentes en ont une.',
      dimse: 'Un titre AE, un hôte et un port. Toute archive en a.',
    },
    name: 'Nom',
    nameNote: 'Comme vous l’appelez.',
    nameTaken: 'Un autre serveur porte ce nom.',
    url: 'Adresse',
    urlNote: 'Par exemple https://pacs.example/dicom-web',
    user: 'Utilisateur',
    userNote: 'Vide si l’archive n’en demande pas.',
    password: 'Mot de passe',
    passwordNotes: {
      none: 'Il est gardé dans le trousseau de cet ordinateur et n’est jamais affiché.',
      kept: 'Un mot de passe est gardé dans le trousseau de cet ordinateur. Vide : il reste.',
      session:
        'Cet ordinateur n’a pas de trousseau : le mot de passe est gardé jusqu’à la fin de Quadrant. Vide : il reste.',
    },
    forget: 'Oublier le mot de passe',
    host: 'Hôte',
    hostNote: 'Un nom ou une adresse IP.',
    port: 'Numéro de port',
    calledAet: 'Titre AE de l’archive',
    callingAet: 'Titre AE de Quadrant',
    callingNote: 'L’archive doit le connaître.',
    tls: 'Chiffré (TLS)',
    tlsNote: 'Sans cela, noms et images traversent le réseau en clair.',
    receivePort: 'Port de réception',
    receiveNote:
      'Seulement si l’archive ne sait pas faire de C-GET : elle envoie à ce port de cet ordinateur. Vide : jamais d’écoute.',
    trusted: 'Certificat de l’archive',
    trustedNote: 'En PEM, s’il n’est signé par personne que cet ordinateur connaisse.',
    clear: 'Noms, images et mot de passe traversent le réseau sans chiffrement.',
    check: 'Veuillez vérifier les champs marqués.',
    save: 'Enregistrer et tester',
  },
  zh: {
    title: '影像归档（PACS）',
    lead: '只要未在此设置服务器，任何数据都不会离开此电脑。设置后，您可以在其中查找并打开检查，也可以将结果发送回去。程序不会自行发送任何内容。',
    none: '未设置服务器。',
    add: '添加服务器',
    edit: (name) => `修改 ${name}`,
    remove: (name) => `移除 ${name}`,
    removeSure: '连同密码一起移除？',
    test: (name) => `测试与 ${name} 的连接`,
    testWord: '测试',
    testing: '正在询问…',
    answered: (milliseconds) => `有应答，用时 ${milliseconds} 毫秒。`,
    testFailed: (name) => `${name} 未正常应答`,
    formNew: '新服务器',
    formOf: (name) => `修改 ${name}`,
    kind: '类型',
    kinds: { dicomweb: 'DICOM 网络服务（DICOMweb）', dimse: '传统 DICOM（DIMSE）' },
    kindNotes: {
      dicomweb: '以 https:// 开头的地址。较新的归档系统提供。',
      dimse: 'AE 标题、主机和端口。所有归档系统都有。',
    },
    name: '名称',
    nameNote: '您对它的称呼。',
    nameTaken: '已有服务器使用此名称。',
    url: '地址',
    urlNote: '例如 https://pacs.example/dicom-web',
    user: '用户',
    userNote: '归档系统不要求时留空。',
    password: '密码',
    passwordNotes: {
      none: '密码保存在此电脑的密钥库中，从不显示。',
      kept: '密码已保存在此电脑的密钥库中。留空则保持不变。',
      session: '此电脑没有密钥库：密码只保留到 Quadrant 退出。留空则保持不变。',
    },
    forget: '清除密码',
    host: '主机',
    hostNote: '名称或 IP 地址。',
    port: '端口',
    calledAet: '归档系统的 AE 标题',
    callingAet: 'Quadrant 的 AE 标题',
    callingNote: '归档系统必须认识它。',
    tls: '加密（TLS）',
    tlsNote: '不加密时，姓名和图像会以明文通过网络。',
    receivePort: '接收端口',
    receiveNote: '仅当归档系统不支持 C-GET 时：它会发送到此电脑的该端口。留空则从不监听。',
    trusted: '归档系统的证书',
    trustedNote: 'PEM 格式，用于未被此电脑信任机构签名的情况。',
    clear: '姓名、图像和密码将以未加密方式通过网络。',
    check: '请检查标出的字段。',
    save: '保存并测试',
  },
});
