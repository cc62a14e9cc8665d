import { homedir } from 'node:os';

/** Takes folders, this computer's name and its account out of texts that a library wrote: they may tell who works here. */
export function withoutPlaces(names: readonly string[], home: string = homedir()): (text: string) => string {
  // A shorter one is likelier to be a part of another word than to tell anything.
  const known = [home, ...names].filter((name) => name.length > 3);
  return (text) => known.reduce((rest, name) => rest.replaceAll(name, '<…>'), text).replaceAll(PATH, '<path>');
}

/** Two or more folders in a row, of Windows or POSIX, up to a blank or a sign that ends a path in prose. */
const PATH = /(?:[A-Za-z]:)?(?:[\\/][^\\/\s:;,"'()[\]]+){2,}[\\/]?/g;
