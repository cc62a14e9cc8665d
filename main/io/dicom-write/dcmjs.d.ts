/** The part of dcmjs that DICOM is written with. */
declare module 'dcmjs' {
  interface DicomDictionary {
    dict: Record<string, unknown>;
    write(options?: { readonly fragmentMultiframe: boolean }): ArrayBuffer;
  }
  const dcmjs: {
    readonly data: {
      readonly DicomDict: new (meta: Record<string, unknown>) => DicomDictionary;
      readonly DicomMetaDictionary: {
        /** By "(0008,0005)". */
        readonly dictionary: Readonly<Record<string, { readonly vr: string } | undefined>>;
        denaturalizeDataset(dataSet: Record<string, unknown>): Record<string, unknown>;
      };
    };
  };
  export default dcmjs;
}
