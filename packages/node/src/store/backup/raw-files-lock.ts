/**
 * The advisory lock that protects files of the raw folder during a backup. A backup takes this lock in shared mode
 * before its snapshot, and releases it when the backup file is complete. Code that removes a file takes the lock
 * exclusively, or leaves the file to a later cleanup. So every file that the snapshot names can be read.
 */
export const rawFilesLock = 701_247
