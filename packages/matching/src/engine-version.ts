/** What produced a score: the code's version and the SHA-256 of the data tables (src/tables, by name). Stored with every hit. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.3.0',
  tables: '3d93ace0e18b82ee0159c780b4f619af7c1c3eccc6d92dd9407dc8da40e827c9',
}
