import { useEffect, useRef } from 'react';
import { useApp } from '../../app-context.ts';
import { pickedFiles } from './collect-files.ts';

interface ScanPickerProps {
  /** Goes before the names of the inputs: a second study has its own. */
  readonly name?: string;
}

/** Asks for a folder or files: with the system's dialog, or in a browser with its own. Always there, for the keyboard. */
export function ScanPicker({ name = '' }: ScanPickerProps) {
  const { host, commands, picker } = useApp();
  const folderInput = useRef<HTMLInputElement>(null);
  const fileInput = useRef<HTMLInputElement>(null);
  const segmentationInput = useRef<HTMLInputElement>(null);
  /** Whose scan was asked for last. */
  const forCase = useRef<string | null>(null);

  useEffect(() => {
    picker.current = {
      choose(what, caseId) {
        forCase.current = caseId ?? null;
        if (host.native === null) {
          const inputs = { folder: folderInput, file: fileInput, segmentation: segmentationInput };
          inputs[what].current?.click();
        } else if (what === 'segmentation') void commands.importWithDialog();
        else void commands.openWithDialog(what, forCase.current);
      },
    };
    return () => {
      picker.current = null;
    };
  }, [host, commands, picker]);

  const picked = (input: HTMLInputElement): void => {
    const files = input.files === null ? [] : pickedFiles(input.files);
    input.value = '';
    if (files.length > 0) void commands.openFiles(files, forCase.current);
  };
  return (
    <>
      <input
        ref={(input) => {
          folderInput.current = input;
          // React's types do not know the attribute.
          if (input !== null) input.webkitdirectory = true;
        }}
        type="file"
        hidden
        data-testid={`${name}folder-input`}
        onChange={(event) => picked(event.currentTarget)}
      />
      <input
        ref={fileInput}
        type="file"
        multiple
        hidden
        data-testid={`${name}file-input`}
        onChange={(event) => picked(event.currentTarget)}
      />
      <input
        ref={segmentationInput}
        type="file"
        hidden
        data-testid={`${name}segmentation-input`}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = '';
          if (file !== undefined) void commands.importFile(file);
        }}
      />
    </>
  );
}
