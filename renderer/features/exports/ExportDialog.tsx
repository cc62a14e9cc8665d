import { Save, Send } from 'lucide-react';
import { asOneFile, type ExportFormatId } from '#contract/exports';
import type { Modality } from '#contract/scan';
import { useApp, useArchive, useExports, useModality, useSettings, useText } from '../../app-context.ts';
import { isBusy } from '../../state/exchange/export-commands.ts';
import { formatsOf, optionsOf } from '../../state/exchange/exports-store.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckRow } from '../../ui/CheckRow.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ExportOptions } from './ExportOptions.tsx';
import { ExportSteps } from './ExportSteps.tsx';
import { ReviewState, useReadiness } from './ReviewState.tsx';
import { formatWords, PURPOSES, purposeOf, type Purpose } from './format-text.ts';
import { TEXT } from './text.ts';
import { useOptions } from './use-options.ts';
import styles from './Exports.module.css';

/** Which files a person wants of the case, and what became of them. */
export function ExportDialog() {
  const { exporting } = useApp();
  const modality = useModality();
  const open = useExports((state) => state.open);
  const t = useText(TEXT);
  if (modality === null) return null;
  return (
    <Dialog
      open={open}
      title={t.title}
      close={t.close}
      onOpenChange={(next) => (next ? exporting.show() : exporting.hide())}
      actions={
        <>
          <SendInstead />
          <SaveButton modality={modality} />
        </>
      }
    >
      <div className={styles.exports}>
        <p className={styles.lead}>{t.lead}</p>
        <ReviewState />
        <div className={styles.groups}>
          {PURPOSES.map((purpose) => (
            <FormatGroup key={purpose} purpose={purpose} modality={modality} />
          ))}
        </div>
        <ChosenOptions modality={modality} />
      </div>
      <ExportSteps />
    </Dialog>
  );
}

/** Where an archive is set up, results can go there without a file in between. */
function SendInstead() {
  const { exporting, archive } = useApp();
  const there = useArchive(({ servers }) => servers.length > 0);
  const t = useText(TEXT);
  if (!there) return null;
  return (
    <Button
      icon={<Send size={15} aria-hidden />}
      onClick={() => {
        exporting.hide();
        archive.show('send');
      }}
    >
      {t.send}
    </Button>
  );
}

function ChosenOptions({ modality }: { readonly modality: Modality }) {
  return (
    <ExportOptions
      options={optionsOf(
        useExports(({ chosen }) => chosen[modality]),
        modality,
      )}
    />
  );
}

function SaveButton({ modality }: { readonly modality: Modality }) {
  const { exporting } = useApp();
  const ready = useReadiness() === 'ready';
  const count = useExports(({ chosen }) => chosen[modality].length);
  const busy = useExports(({ steps }) => isBusy(steps));
  const t = useText(TEXT);
  return (
    <Button
      kind="primary"
      icon={<Save size={15} aria-hidden />}
      disabled={!ready || count === 0}
      aria-disabled={busy}
      onClick={() => void exporting.save()}
    >
      {count === 0 ? t.choose : t.saveCount(count)}
    </Button>
  );
}

/** The formats that serve one purpose; nothing where there is none. */
function FormatGroup({ purpose, modality }: { readonly purpose: Purpose; readonly modality: Modality }) {
  const t = useText(TEXT);
  const formats = formatsOf(modality).filter((format) => purposeOf(format) === purpose);
  if (formats.length === 0) return null;
  return (
    <fieldset className={styles.group}>
      <legend>{t.purposes[purpose]}</legend>
      {formats.map((format) => (
        <FormatRow key={format} format={format} modality={modality} />
      ))}
    </fieldset>
  );
}

function FormatRow({ format, modality }: { readonly format: ExportFormatId; readonly modality: Modality }) {
  const { exporting } = useApp();
  const checked = useExports(({ chosen }) => chosen[modality].includes(format));
  const language = useSettings((settings) => settings.language);
  const { title, note } = formatWords(format, language);
  const { ending } = asOneFile(format, useOptions());
  return (
    <CheckRow
      data-format={format}
      title={title}
      aside={`.${ending}`}
      note={note}
      checked={checked}
      onChange={(chosen) => exporting.choose(format, chosen)}
    />
  );
}
