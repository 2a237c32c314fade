/** The version of this release, for `/health`, readings and backups. */
export const version = '0.1.0'
