import { Inbox, Send } from 'lucide-react';
import { SENDABLE_FORMATS } from '#contract/pacs';
import type { Modality } from '#contract/scan';
import { useApp, useArchive, useModality, useSession, useSettings, useText } from '../../app-context.ts';
import { optionsOfSent, sendable } from '../../state/exchange/archive-commands.ts';
import { chosenServer } from '../../state/exchange/archive-store.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckRow } from '../../ui/CheckRow.tsx';
import { dayText } from '#core/words/format';
import { readableName } from '#core/words/person-name';
import { ExportOptions, formatWords, ReviewState, useReadiness } from '../exports/index.ts';
import { ArchiveDialog } from './ArchiveDialog.tsx';
import { addressOf } from './server-address.ts';
import { ServerChoice } from './ServerChoice.tsx';
import { Encryption } from './ServersDialog.tsx';
import { SEND_TEXT } from './send-text.ts';
import styles from './Archive.module.css';

/** Whose results go where: the person sees both before anything leaves. */
export function SendDialog() {
  const modality = useModality();
  const t = useText(SEND_TEXT);
  return (
    <ArchiveDialog which="send" title={t.title} actions={modality !== null && <SendButtons modality={modality} />}>
      {modality !== null && <SendForm modality={modality} />}
    </ArchiveDialog>
  );
}

function SendButtons({ modality }: { readonly modality: Modality }) {
  const { archive } = useApp();
  const ready = useReadiness() === 'ready';
  const count = useArchive(({ formats }) => sendable(formats, modality).length);
  const sending = useArchive((state) => state.sending);
  const there = useArchive(({ servers }) => servers.length > 0);
  const t = useText(SEND_TEXT);
  return (
    <>
      <Button icon={<Inbox size={15} aria-hidden />} onClick={() => archive.show('outbox')}>
        {t.outboxTitle}
      </Button>
      <Button
        kind="primary"
        icon={<Send size={15} aria-hidden />}
        disabled={!ready || !there || count === 0}
        aria-disabled={sending}
        onClick={() => void archive.send()}
      >
        {t.send(count)}
      </Button>
    </>
  );
}

function SendForm({ modality }: { readonly modality: Modality }) {
  const server = useArchive(chosenServer);
  const formats = useArchive((state) => state.formats);
  const info = useSession((state) => state.scan?.info ?? null);
  const language = useSettings((settings) => settings.language);
  const t = useText(SEND_TEXT);
  if (server === null || info === null) return null;
  const patient = readableName(info.patientName) || t.noName;
  const study = info.studyDate === '' ? '' : t.study(dayText(info.studyDate, language));
  return (
    <>
      <ReviewState />
      <dl className={styles.facts}>
        <dt>{t.who}</dt>
        <dd data-testid="send-who">
          <strong>{patient}</strong>
          <span>{[info.patientId, study].filter((part) => part !== '').join(' · ')}</span>
        </dd>
        <dt>{t.where}</dt>
        <dd data-testid="send-where">
          <strong>{server.server.name}</strong>
          <span>{addressOf(server.server)}</span>
          <Encryption encrypted={server.encrypted} />
        </dd>
      </dl>
      <ServerChoice />
      <Objects modality={modality} />
      <ExportOptions options={optionsOfSent(formats, modality)} />
      <p className={styles.lead}>{t.asks(patient, server.server.name)}</p>
      <WhatBecame />
    </>
  );
}

/** Which objects are sent. */
function Objects({ modality }: { readonly modality: Modality }) {
  const { archive } = useApp();
  const chosen = useArchive((state) => state.formats);
  const language = useSettings((settings) => settings.language);
  const t = useText(SEND_TEXT);
  const formats = sendable(SENDABLE_FORMATS, modality);
  if (formats.length === 0) return <p role="status">{t.noFormats}</p>;
  return (
    <fieldset className={styles.objects}>
      <legend>{t.what}</legend>
      {formats.map((format) => {
        const { title, note } = formatWords(format, language);
        return (
          <CheckRow
            key={format}
            data-format={format}
            title={title}
            note={note}
            checked={chosen.includes(format)}
            onChange={(checked) => archive.chooseFormat(format, checked)}
          />
        );
      })}
    </fieldset>
  );
}

/** What became of what was sent just now. */
function WhatBecame() {
  const sending = useArchive((state) => state.sending);
  const entry = useArchive(({ outbox, sentId }) => outbox.find(({ entryId }) => entryId === sentId) ?? null);
  const t = useText(SEND_TEXT);
  if (!sending && entry === null) return null;
  return (
    <p role="status" className={styles.became} data-state={entry?.state} data-testid="sent-state">
      {sending || entry === null ? t.making : t.put[entry.state]}
    </p>
  );
}
