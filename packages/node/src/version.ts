/** This release, as `/health`, readings and backups name it. */
export const version = '0.1.0'
