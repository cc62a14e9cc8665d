import { texts } from '../../text.ts';
import type { VaultStep } from './VaultForm.tsx';

export const TEXT = texts<{
  readonly locked: string;
  readonly goesOn: string;
  readonly passphrase: string;
  readonly passphraseOrKey: string;
  readonly unlock: string;
  readonly trying: string;
  readonly autoLock: string;
  readonly autoLockNote: string;
  readonly never: string;
  readonly minutes: (count: number) => string;
  readonly encryption: string;
  readonly isOn: string;
  readonly isOff: string;
  readonly notCovered: string;
  readonly turnOn: string;
  readonly turnOff: string;
  readonly change: string;
  readonly newPassphrase: string;
  readonly least: (count: number) => string;
  readonly again: string;
  readonly differs: string;
  readonly take: { readonly [Step in VaultStep]: string };
  readonly working: string;
  readonly cancel: string;
  readonly recoveryNote: string;
  readonly written: string;
}>({
  en: {
    locked: 'Quadrant is locked',
    goesOn: 'What is being done goes on, and nothing is lost.',
    passphrase: 'Passphrase',
    passphraseOrKey: 'The recovery key works as well.',
    unlock: 'Unlock',
    trying: 'Trying …',
    autoLock: 'Lock the window without input',
    autoLockNote: 'Nothing of the patient stays on the screen. Without encryption a press of a button unlocks it.',
    never: 'Never',
    minutes: (count) => `${count} min`,
    encryption: 'Encryption of stored cases',
    isOn: 'Cases, recent scans and the outbox are encrypted on the disk.',
    isOff: 'Cases lie on the disk as they are: whoever can read the disk can read them.',
    notCovered:
      'Not encrypted: the scans themselves, also those fetched from an archive, exports, settings and the audit log. Traces of earlier files may stay until the disk overwrites them.',
    turnOn: 'Encrypt …',
    turnOff: 'Decrypt …',
    change: 'Change the passphrase …',
    newPassphrase: 'New passphrase',
    least: (count) => `At least ${count} characters; several words are easy to keep in mind.`,
    again: 'New passphrase again',
    differs: 'The two are not the same yet.',
    take: { on: 'Encrypt now', off: 'Decrypt now', change: 'Change it' },
    working: 'Working …',
    cancel: 'Cancel',
    recoveryNote:
      'Recovery key: write it down and keep it apart from this computer. It is not shown again, and without it or the passphrase nobody can open the cases.',
    written: 'I have written it down',
  },
  de: {
    locked: 'Quadrant ist gesperrt',
    goesOn: 'Was gerade läuft, läuft weiter, und nichts geht verloren.',
    passphrase: 'Passphrase eingeben',
    passphraseOrKey: 'Der Wiederherstellungsschlüssel geht ebenso.',
    unlock: 'Entsperren',
    trying: 'Wird geprüft …',
    autoLock: 'Fenster ohne Eingabe sperren',
    autoLockNote: 'Vom Patienten bleibt nichts auf dem Bildschirm. Ohne Verschlüsselung entsperrt ein Knopfdruck.',
    never: 'Nie',
    minutes: (count) => `${count} Min.`,
    encryption: 'Verschlüsselung gespeicherter Fälle',
    isOn: 'Fälle, letzte Aufnahmen und der Postausgang liegen verschlüsselt auf der Festplatte.',
    isOff: 'Fälle liegen unverschlüsselt auf der Festplatte: Wer sie lesen kann, kann auch die Fälle lesen.',
    notCovered:
      'Nicht verschlüsselt: die Aufnahmen selbst, auch aus einem Archiv geholte, Exporte, Einstellungen und das Zugriffsprotokoll. Spuren früherer Dateien können bleiben, bis die Festplatte sie überschreibt.',
    turnOn: 'Verschlüsseln …',
    turnOff: 'Entschlüsseln …',
    change: 'Passphrase ändern …',
    newPassphrase: 'Neue Passphrase',
    least: (count) => `Mindestens ${count} Zeichen; mehrere Wörter merkt man sich leicht.`,
    again: 'Neue Passphrase noch einmal',
    differs: 'Die beiden sind noch nicht gleich.',
    take: { on: 'Jetzt verschlüsseln', off: 'Jetzt entschlüsseln', change: 'Passphrase ändern' },
    working: 'In Arbeit …',
    cancel: 'Abbrechen',
    recoveryNote:
      'Wiederherstellungsschlüssel: Schreiben Sie ihn auf und bewahren Sie ihn getrennt von diesem Computer auf. Er wird nicht wieder gezeigt, und ohne ihn oder die Passphrase kann niemand die Fälle öffnen.',
    written: 'Ich habe ihn aufgeschrieben',
  },
  fr: {
    locked: 'Quadrant est verrouillé',
    goesOn: 'Ce qui est en cours continue, et rien n’est perdu.',
    passphrase: 'Phrase secrète',
    passphraseOrKey: 'La clé de secours convient aussi.',
    unlock: 'Déverrouiller',
    trying: 'Vérification …',
    autoLock: 'Verrouiller la fenêtre sans saisie',
    autoLockNote: 'Rien du patient ne reste à l’écran. Sans chiffrement, un bouton suffit à déverrouiller.',
    never: 'Jamais',
    minutes: (count) => `${count} minutes`,
    encryption: 'Chiffrement des cas enregistrés',
    isOn: 'Les cas, les examens récents et la boîte d’envoi sont chiffrés sur le disque.',
    isOff: 'Les cas sont en clair sur le disque : qui peut lire le disque peut les lire.',
    notCovered:
      'Non chiffrés : les examens eux-mêmes, y compris ceux venus d’une archive, les exports, les réglages et le journal d’accès. Des traces d’anciens fichiers peuvent rester jusqu’à ce que le disque les écrase.',
    turnOn: 'Chiffrer …',
    turnOff: 'Déchiffrer …',
    change: 'Changer la phrase secrète …',
    newPassphrase: 'Nouvelle phrase secrète',
    least: (count) => `Au moins ${count} caractères ; plusieurs mots se retiennent facilement.`,
    again: 'Nouvelle phrase secrète, encore une fois',
    differs: 'Les deux ne sont pas encore identiques.',
    take: { on: 'Chiffrer maintenant', off: 'Déchiffrer maintenant', change: 'Changer la phrase' },
    working: 'En cours …',
    cancel: 'Annuler',
    recoveryNote:
      'Clé de secours : notez-la et gardez-la loin de cet ordinateur. Elle ne sera plus affichée, et sans elle ni la phrase secrète personne ne peut ouvrir les cas.',
    written: 'Je l’ai notée',
  },
  zh: {
    locked: 'Quadrant 已锁定',
    goesOn: '正在进行的任务会继续，不会丢失任何内容。',
    passphrase: '密码短语',
    passphraseOrKey: '也可以使用恢复密钥。',
    unlock: '解锁屏幕',
    trying: '正在验证……',
    autoLock: '无操作时锁定窗口',
    autoLockNote: '屏幕上不会留下任何患者信息。未加密时按一下按钮即可解锁。',
    never: '从不锁定',
    minutes: (count) => `${count} 分钟`,
    encryption: '已存病例的加密',
    isOn: '病例、最近的影像和发件箱在磁盘上已加密。',
    isOff: '病例以明文存放在磁盘上：能读取磁盘的人就能读取病例。',
    notCovered:
      '未加密的内容：影像文件本身（包括从归档取回的）、导出文件、设置和审计日志。旧文件的痕迹可能会留存，直到被磁盘覆盖。',
    turnOn: '开启加密……',
    turnOff: '取消加密……',
    change: '更改密码短语……',
    newPassphrase: '新密码短语',
    least: (count) => `至少 ${count} 个字符；几个词组成的短语更容易记住。`,
    again: '再次输入新密码短语',
    differs: '两次输入尚不一致。',
    take: { on: '立即加密', off: '立即解密', change: '确认更改' },
    working: '正在处理……',
    cancel: '取消操作',
    recoveryNote:
      '恢复密钥：请抄写下来，并与本计算机分开保存。它不会再次显示；没有它或密码短语，任何人都无法打开病例。',
    written: '我已抄写',
  },
});
