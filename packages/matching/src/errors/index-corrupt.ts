/**
 * The library throws this error where the bytes of a Hamming index are damaged, truncated or no such snapshot. `section` is the number of the section
 * with the fault, from 0. No part of the snapshot is used.
 */
export class IndexCorrupt extends Error {
  readonly code = 'index-corrupt'
  readonly section: number
  constructor(message: string, section: number) {
    super(`${message} (section ${section})`)
    this.name = 'IndexCorrupt'
    this.section = section
  }
}
