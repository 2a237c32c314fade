/** What a version is called that says the same as the one before: a file beside the signal came or went. */
export const fileChange = { added: 'file added', removed: 'file removed' } as const
export type FileChange = (typeof fileChange)[keyof typeof fileChange]
