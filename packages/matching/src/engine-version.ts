/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.1.0',
  tables: '9808506456c4c1d2ceec1d91dbc9a10ae6f6d5525ff450d8707cba557cdd356a',
}
