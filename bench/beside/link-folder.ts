import { copyFileSync, linkSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes a second copy of a folder with hard links to the same files; where the file system refuses a link, with copies of them. Symbolic links are
 * made again with the same target, so that relative ones point into the copy. Returns how many files were linked and copied.
 */
export function linkFolder(from: string, to: string): { linked: number; copied: number } {
  const made = { linked: 0, copied: 0 }
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else if (entry.isDirectory()) {
      const inner = linkFolder(source, target)
      made.linked += inner.linked
      made.copied += inner.copied
    } else if (entry.isFile()) made[linkOrCopy(source, target)] += 1
  }
  return made
}

function linkOrCopy(source: string, target: string): 'linked' | 'copied' {
  try {
    linkSync(source, target)
    return 'linked'
  } catch {
    // Another file system, a file of another user, or too many links.
    copyFileSync(source, target)
    return 'copied'
  }
}
