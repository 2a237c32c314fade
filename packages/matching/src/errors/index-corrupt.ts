/** The error for a snapshot of a Hamming index that is damaged, truncated or of another kind. `section` counts from 0. No part of the snapshot is used. */
export class IndexCorrupt extends Error {
  readonly code = 'index-corrupt'
  readonly section: number
  constructor(message: string, section: number) {
    super(`${message} (section ${section})`)
    this.name = 'IndexCorrupt'
    this.section = section
  }
}
