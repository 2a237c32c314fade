/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.1.0',
  tables: '74e672c95a7bcec8dc1c955909e3cffd941ce470088ad027fbc265c648de7eeb',
}
