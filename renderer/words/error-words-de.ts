import type { ErrorDictionary } from './error-words.ts';
import { fileName, inBrackets, millions } from './facts.ts';

export const GERMAN_ERRORS: ErrorDictionary = {
  usage: () => ({
    what: 'Das lässt sich so nicht ausführen.',
    next: 'Versuchen Sie es noch einmal; hilft das nicht, starten Sie Quadrant neu.',
  }),
  'scan.not-found': (facts) => ({
    what: `Die Aufnahme${fileName(facts)} ist nicht mehr dort, wo sie lag, oder nicht mehr geöffnet.`,
    next: 'Öffnen Sie sie noch einmal; liegt sie auf einem Datenträger oder im Netz, prüfen Sie die Verbindung.',
  }),
  'scan.empty-folder': (facts) => ({
    what: `Der Ordner${fileName(facts)} ist leer.`,
    next: 'Wählen Sie den Ordner, in dem die Bilder der Aufnahme liegen.',
  }),
  'scan.no-image-series': () => ({
    what: 'Darin ist keine Bildserie, in der nach Zähnen gesucht werden kann.',
    next: 'Öffnen Sie die DVT-Serie selbst (axiale Schichten oder eine Datei mit allen Schichten) oder eine Panoramaaufnahme.',
  }),
  'scan.corrupt-file': (facts) => ({
    what: `Die Datei${fileName(facts)} ist beschädigt oder unvollständig.`,
    next: 'Exportieren Sie die Aufnahme noch einmal aus dem Röntgenprogramm und öffnen Sie die neue Kopie.',
  }),
  'scan.unsupported-transfer-syntax': ({ name }) => ({
    what: `Die Bilder sind in einer Form gespeichert, die Quadrant nicht lesen kann${inBrackets(name)}.`,
    next: 'Exportieren Sie die Aufnahme als unkomprimiertes DICOM (Explicit VR Little Endian) oder als JPEG-LS.',
  }),
  'scan.unsupported-format': (facts) => ({
    what: `Die Datei${fileName(facts)} ist keine Aufnahme, die Quadrant öffnen kann.`,
    next: 'Öffnen Sie eine DVT (DICOM-Ordner, -Datei oder DICOMDIR, NIfTI) oder eine Panoramaaufnahme (DICOM, PNG, JPEG, TIFF).',
  }),
  'scan.single-slice': () => ({
    what: 'Die Serie hat nur eine Schicht, das ist kein Volumen.',
    next: 'Öffnen Sie den Ordner mit allen Schichten der Aufnahme.',
  }),
  'scan.missing-slices': () => ({
    what: 'In der Serie fehlen zu viele Schichten.',
    next: 'Exportieren Sie die Aufnahme vollständig und öffnen Sie sie noch einmal.',
  }),
  'scan.duplicate-slices': () => ({
    what: 'Mehrere Schichten liegen an derselben Stelle und widersprechen sich.',
    next: 'Exportieren Sie die Serie allein in einen leeren Ordner und öffnen Sie ihn.',
  }),
  'scan.inconsistent-geometry': () => ({
    what: 'Die Lage der Schichten im Raum ergibt kein Volumen.',
    next: 'Exportieren Sie die Serie noch einmal als axiale CT-Schichten mit ihren Positionen oder als NIfTI.',
  }),
  'scan.series-not-found': () => ({
    what: 'Die gewählte Serie ist in dieser Aufnahme nicht enthalten.',
    next: 'Öffnen Sie die Aufnahme ohne die Wahl einer Serie.',
  }),
  'scan.too-large': ({ voxels, limit }) => ({
    what:
      voxels === undefined
        ? 'Das Bild hat mehr Pixel, als Quadrant liest.'
        : `Die Aufnahme hat ${millions(voxels)} Millionen Voxel; Quadrant liest bis zu ${millions(limit)} Millionen.`,
    next: 'Exportieren Sie ein kleineres Volumen oder eine gröbere Rekonstruktion.',
  }),
  'case.exists': () => ({
    what: 'Den Ordner für das Ergebnis gibt es schon.',
    next: 'Wählen Sie einen neuen Namen oder entfernen Sie den alten Ordner.',
  }),
  'case.not-found': () => ({
    what: 'Das gespeicherte Ergebnis ist nicht mehr da.',
    next: 'Öffnen Sie die Aufnahme noch einmal und lassen Sie die Zähne neu suchen.',
  }),
  'case.corrupt': () => ({
    what: 'Das gespeicherte Ergebnis kann nicht gelesen werden.',
    next: 'Lassen Sie die Zähne neu suchen.',
  }),
  'case.place-gone': (facts) => ({
    what: `Der Ordner der Fälle${fileName(facts)} ist nicht da.`,
    next: 'Schließen Sie den Datenträger an oder wählen Sie, wo die Fälle jetzt liegen.',
  }),
  'case.place-refused': () => ({
    what: 'In diesen Ordner können die Fälle nicht verlegt werden.',
    next: 'Wählen Sie einen leeren Ordner, der weder im bisherigen liegt noch ihn enthält.',
  }),
  'case.busy': () => ({
    what: 'Solange Zähne gesucht werden, lassen sich die Fälle nicht verlegen.',
    next: 'Warten Sie auf das Ergebnis oder brechen Sie ab.',
  }),
  'review.conflict': () => ({
    what: 'Der Fall wurde inzwischen in einem anderen Fenster geändert; Ihre letzte Aktion wurde nicht gespeichert.',
    next: 'Sehen Sie die Änderung an und wiederholen Sie Ihre Aktion.',
  }),
  'review.unconfirmed': () => ({
    what: 'Das Ergebnis wird schon gezeigt, aber noch mit der Aufnahme verglichen.',
    next: 'Versuchen Sie es gleich noch einmal.',
  }),
  'review.refused': () => ({
    what: 'Das geht im jetzigen Zustand des Falls nicht.',
    next: 'Sehen Sie den Fall an und versuchen Sie es erneut.',
  }),
  'review.damaged': () => ({
    what: 'Das Änderungsprotokoll dieses Falls ist beschädigt.',
    next: 'Öffnen Sie den Fall noch einmal: Was vor dem Schaden steht, bleibt gültig, der Rest wird beiseitegelegt.',
  }),
  'review.newer': () => ({
    what: 'Dieser Fall wurde mit einer neueren Version von Quadrant geändert, die mehr Aktionen kennt.',
    next: 'Öffnen Sie ihn mit der neueren Version.',
  }),
  'import.unsupported': (facts) => ({
    what: `Die Datei${fileName(facts)} ist keine Segmentierung, die in einem Volumen liegt.`,
    next: 'Wählen Sie eine DICOM-Segmentierung (SEG) der Aufnahme: binär, anteilig oder als Label Map.',
  }),
  'import.other-scan': (facts) => ({
    what: `Die Segmentierung${fileName(facts)} gehört zu einer anderen Aufnahme.`,
    next: 'Wählen Sie die Aufnahme, auf der sie gezeichnet wurde. Wurde nur eine von beiden anonymisiert, anonymisieren Sie beide zusammen.',
  }),
  'import.no-teeth': (facts) => ({
    what: `In der Segmentierung${fileName(facts)} ist kein Zahn dieser Aufnahme.`,
    next: 'Geben Sie jedem Segment den DICOM-Code seines Zahns oder eine Bezeichnung wie „FDI 16“ und exportieren Sie es noch einmal.',
  }),
  'surface.not-found': (facts) => ({
    what: `Die Oberfläche${fileName(facts)} ist nicht mehr dort, wo sie lag.`,
    next: 'Prüfen Sie den Pfad; liegt sie auf einem Datenträger oder im Netz, prüfen Sie die Verbindung.',
  }),
  'surface.unsupported': (facts) => ({
    what: `Die Datei${fileName(facts)} ist keine Oberfläche, die Quadrant lesen kann.`,
    next: 'Exportieren Sie den Intraoralscan als STL, PLY, OBJ oder VTP.',
  }),
  'surface.damaged': (facts) => ({
    what: `Die Oberfläche${fileName(facts)} ist beschädigt oder unvollständig.`,
    next: 'Exportieren Sie sie noch einmal aus dem Programm des Intraoralscanners und öffnen Sie die neue Kopie.',
  }),
  'surface.too-coarse': (facts) => ({
    what: `Die Oberfläche${fileName(facts)} hat zu wenige brauchbare Dreiecke, um Zähne zu zeigen.`,
    next: 'Exportieren Sie den ganzen Scan mit mehr Dreiecken.',
  }),
  'surface.too-large': (facts) => ({
    what: `Die Oberfläche${fileName(facts)} ist zu groß.`,
    next: 'Exportieren Sie den Scan mit weniger Dreiecken.',
  }),
  'surface.no-fit': (facts) => ({
    what: `Die Oberfläche${fileName(facts)} passt nirgends auf die Zähne des Falls.`,
    next: 'Prüfen Sie, ob beide vom selben Patienten und Kiefer sind und ob die Zähne im Fall gefunden wurden.',
  }),
  'surface.mirrored': (facts) => ({
    what: `Auf die Zähne des Falls passt nur das Spiegelbild der Oberfläche${fileName(facts)}.`,
    next: 'Exportieren Sie den Intraoralscan ungespiegelt, oder prüfen Sie, ob er vom selben Patienten ist.',
  }),
  'vault.locked': () => ({
    what: 'Die Fälle sind verschlüsselt, und die Passphrase wurde nicht eingegeben.',
    next: 'Entsperren Sie Quadrant.',
  }),
  'vault.wrong-passphrase': () => ({
    what: 'Das ist nicht die Passphrase.',
    next: 'Versuchen Sie es noch einmal, oder geben Sie den Wiederherstellungsschlüssel ein.',
  }),
  'vault.damaged': () => ({
    what: 'Eine verschlüsselte Datei ist nicht, was geschrieben wurde: Sie ist beschädigt oder wurde verändert.',
    next: 'Holen Sie sie aus einer Sicherung.',
  }),
  'vault.refused': () => ({
    what: 'Die Verschlüsselung ist schon so eingestellt.',
    next: 'Sehen Sie noch einmal in die Einstellungen.',
  }),
  'app.locked': () => ({ what: 'Quadrant ist gesperrt.', next: 'Entsperren Sie es.' }),
  'disk.full': () => ({
    what: 'Auf dem Datenträger ist kein Platz mehr.',
    next: 'Schaffen Sie Platz und versuchen Sie es noch einmal.',
  }),
  'disk.unwritable': (facts) => ({
    what: `Hier kann nicht gespeichert werden${inBrackets(facts.path)}.`,
    next: 'Prüfen Sie, ob Sie in diesem Ordner schreiben dürfen.',
  }),
  'model.missing': () => ({
    what: 'Eine Datei des Modells, das die Zähne findet, fehlt.',
    next: 'Installieren Sie Quadrant neu.',
  }),
  'model.damaged': () => ({
    what: 'Eine Datei des Modells, das die Zähne findet, ist beschädigt.',
    next: 'Installieren Sie Quadrant neu.',
  }),
  'model.unsupported': () => ({
    what: 'Das Modell, das die Zähne findet, passt nicht zu dieser Version.',
    next: 'Installieren Sie Quadrant neu.',
  }),
  'inference.no-provider': () => ({
    what: 'Die Zahnsuche läuft auf keinem Prozessor dieses Computers.',
    next: 'Aktualisieren Sie den Treiber der Grafikkarte oder installieren Sie Quadrant neu.',
  }),
  'inference.failed': () => ({
    what: 'Die Zahnsuche ist mit einem Fehler stehen geblieben.',
    next: 'Schließen Sie andere Programme, damit Speicher frei wird, und versuchen Sie es noch einmal.',
  }),
  'remote.unreachable': (facts) => ({
    what: `Der Rechenserver antwortet nicht${inBrackets(facts.server)}.`,
    next: 'Prüfen Sie seine Adresse und ob er läuft, oder rechnen Sie auf diesem Computer.',
  }),
  'remote.refused': (facts) => ({
    what: `Die Verbindung zum Rechenserver ist nicht vertrauenswürdig${inBrackets(facts.server)}.`,
    next: 'Prüfen Sie das Zertifikat des Servers und den Zugangsschlüssel.',
  }),
  'remote.unsuitable': (facts) => ({
    what: `Der Rechenserver hat nicht die Modelle, die hier installiert sind${inBrackets(facts.server)}.`,
    next: 'Legen Sie seine Modelle neu an.',
  }),
  'export.no-browser': () => ({
    what: 'Den Bericht setzt ein Browser; Chromium, Chrome oder Edge wurde nicht gefunden.',
    next: 'Installieren Sie einen davon, oder nennen Sie ihn in QUADRANT_BROWSER.',
  }),
  'export.failed': () => ({
    what: 'Die Seite konnte nicht gesetzt werden.',
    next: 'Versuchen Sie es noch einmal; hilft das nicht, nennen Sie in QUADRANT_BROWSER einen anderen Browser.',
  }),
  'engine.crashed': () => ({
    what: 'Der Teil des Programms, der rechnet, hat sich unerwartet beendet.',
    next: 'Versuchen Sie es noch einmal; hilft das nicht, starten Sie Quadrant neu. Ihre Aufnahme und frühere Ergebnisse sind unverändert.',
  }),
  'memory.exhausted': () => ({
    what: 'Der Arbeitsspeicher dieses Computers reicht dafür nicht.',
    next: 'Schließen Sie andere Programme und versuchen Sie es noch einmal, oder öffnen Sie ein kleineres Aufnahmefeld.',
  }),
  'pacs.no-server': () => ({
    what: 'Dieses Archiv (PACS) ist nicht eingerichtet.',
    next: 'Richten Sie es in den Einstellungen ein.',
  }),
  'pacs.unreachable': (facts) => ({
    what: `Das Archiv (PACS) ist im Netz nicht zu erreichen${inBrackets(facts.server)}.`,
    next: 'Prüfen Sie Netz, Adresse und Port und ob das Archiv läuft.',
  }),
  'pacs.timeout': (facts) => ({
    what: `Das Archiv (PACS) hat nicht rechtzeitig geantwortet${inBrackets(facts.server)}.`,
    next: 'Versuchen Sie es noch einmal; geschieht es wieder, fragen Sie, wer das Archiv betreut.',
  }),
  'pacs.tls': (facts) => ({
    what: `Die Verbindung zum Archiv (PACS) ließ sich nicht verschlüsseln, oder seinem Zertifikat wird nicht vertraut${inBrackets(facts.server)}.`,
    next: 'Tragen Sie das Zertifikat der Stelle ein, die es ausgestellt hat, und prüfen Sie, ob das Archiv TLS spricht.',
  }),
  'pacs.login': (facts) => ({
    what: `Das Archiv (PACS) hat die Anmeldung abgelehnt${inBrackets(facts.server)}.`,
    next: 'Prüfen Sie Benutzer und Passwort in den Einstellungen.',
  }),
  'pacs.association-refused': (facts) => ({
    what: `Das Archiv (PACS) nimmt keine Verbindung von diesem Programm an${inBrackets(facts.server)}.`,
    next: 'Prüfen Sie beide AE-Titel; der von Quadrant muss im Archiv eingetragen sein.',
  }),
  'pacs.unsupported': (facts) => ({
    what: `Das Archiv (PACS) bietet diesen Dienst nicht an${inBrackets(facts.server)}.`,
    next: 'Prüfen Sie die Adresse oder fragen Sie, wer das Archiv betreut.',
  }),
  'pacs.refused': (facts) => ({
    what: `Das Archiv (PACS) hat die Anfrage abgelehnt${inBrackets(facts.server)}.`,
    next: 'Sehen Sie in die Einzelheiten oder fragen Sie, wer das Archiv betreut.',
  }),
  'pacs.not-found': () => ({ what: 'Diese Serie ist nicht im Archiv (PACS).', next: 'Suchen Sie noch einmal.' }),
  'pacs.incomplete': () => ({
    what: 'Es sind weniger Bilder angekommen, als die Serie hat.',
    next: 'Holen Sie die Serie noch einmal.',
  }),
  'pacs.bad-answer': (facts) => ({
    what: `Die Antwort des Archivs (PACS) ist kein DICOM${inBrackets(facts.server)}.`,
    next: 'Prüfen Sie die Adresse: Dort antwortet vielleicht ein anderes Programm.',
  }),
  'job.cancelled': () => ({
    what: 'Die Suche wurde abgebrochen.',
    next: 'Starten Sie sie wieder, wenn Sie sie brauchen.',
  }),
  internal: () => ({
    what: 'In Quadrant ist etwas schiefgegangen.',
    next: 'Versuchen Sie es noch einmal; geschieht es wieder, melden Sie es zusammen mit der Zeile unten.',
  }),
};
