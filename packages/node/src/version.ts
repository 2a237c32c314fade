/** The version of this release. It appears in `/health`, readings and backups. */
export const version = '0.1.0'
