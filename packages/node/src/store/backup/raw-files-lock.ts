/**
 * Advisory lock that protects files of the raw folder during a backup. A backup takes this lock in shared mode before its snapshot, and releases it when the backup file is complete.
 * Code that removes a file takes it exclusively, or leaves the file to the next sweep, so every file in the snapshot can be read.
 */
export const rawFilesLock = 701_247
