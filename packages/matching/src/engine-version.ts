/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.1.0',
  tables: '5e31a9973f27aba86b95b971df7a10e5adeb1f7eea187aefb1f34bcc7d3c354c',
}
