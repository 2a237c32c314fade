/**
 * Advisory lock under which files of the raw folder are kept: a backup shares it from before its snapshot until it is written, and whoever removes a file that
 * a row named takes it alone, or leaves the file to the next sweep. So every file that the snapshot names is there when its turn comes.
 */
export const rawFilesLock = 701_247
