/**
 * Advisory lock that protects files of the raw folder during a backup. A backup shares it from before its snapshot until it is written.
 * Code that removes a file takes it exclusively, or leaves the file to the next sweep, so every file in the snapshot can be read.
 */
export const rawFilesLock = 701_247
