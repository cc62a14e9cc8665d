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
        denaturalizeDataset(dataSet: Record<string, unknown>): Record<string, unknown>;
      };
    };
  };
  export default dcmjs;
}
