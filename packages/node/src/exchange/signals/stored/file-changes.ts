/** Names of the changes that add or remove a file and do not change the signal's content. */
export const fileChange = { added: 'file added', removed: 'file removed' } as const
export type FileChange = (typeof fileChange)[keyof typeof fileChange]
