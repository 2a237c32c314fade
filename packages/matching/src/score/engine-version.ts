/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.3.0',
  tables: '0a3b359521184ef9099ba8ab655022930461f45b0846b789078a00b37797df43',
}
