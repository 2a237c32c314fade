/** Names of the changes that add or remove a file and leave the signal's content as it was. */
export const fileChange = { added: 'file added', removed: 'file removed' } as const
export type FileChange = (typeof fileChange)[keyof typeof fileChange]
