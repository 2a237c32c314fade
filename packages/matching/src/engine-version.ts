/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.3.0',
  tables: 'b49467e8c2e4f43a9ef66faf48ec87cc64d7ee4a0688145e0b6b427f0be197fc',
}
