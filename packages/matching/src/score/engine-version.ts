/** The version of the code and the SHA-256 of the data tables (the files of src/tables in order of their paths). Every hit stores both. */
export const engineVersion: { readonly code: string; readonly tables: string } = {
  code: '0.3.0',
  tables: '04a499a7a36faa0e178c2b2913571c94dd85b7a6af8ddaee7e704e3899303615',
}
