/** A snapshot that is damaged, cut short or of another kind. `section` counts from 0. Nothing of it is used. */
export class IndexCorrupt extends Error {
  readonly code = 'index-corrupt'
  readonly section: number
  constructor(message: string, section: number) {
    super(`${message} (section ${section})`)
    this.name = 'IndexCorrupt'
    this.section = section
  }
}
