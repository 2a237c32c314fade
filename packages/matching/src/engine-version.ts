/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.1.0',
  tables: 'c714ff19edfdb26e6c95c467ecc36a867c1e43e9d3c3bc33b937e3f71664081f',
}
