/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.1.0',
  tables: '502d00686ea28635ca244bca0c7872320f52c1ea9b3cd566fd4d900e9ded12ea',
}
