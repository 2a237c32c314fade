/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.1.0',
  tables: 'd18618a1faf5afe25510b0ec8101d939d653e6a25535a8925c8fc0e5b839dc18',
}
