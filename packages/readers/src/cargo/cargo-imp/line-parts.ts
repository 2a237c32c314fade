import { type ImpLine, SentPart } from './line-feed.ts'

/** The parts of a line, which `/` separates. A line with an identifier has it as its first part; a continuation has none. */
export class LineParts {
  readonly line: ImpLine
  /** The three letters at the start; empty for a continuation line. */
  readonly id: string
  private readonly starts: number[] = [0]

  constructor(line: ImpLine) {
    this.line = line
    const { text } = line
    this.id = /^[A-Z]{3}(?=\/|\s*$)/.exec(text)?.[0] ?? ''
    for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', at + 1)) this.starts.push(at + 1)
  }

  /** True if the line goes on with the one before. */
  get isContinuation(): boolean {
    return this.line.text.startsWith('/')
  }

  /** The number of parts behind the first `/`. */
  get count(): number {
    return this.starts.length - 1
  }

  /** Returns a part; 0 is what stands before the first `/`. Undefined if it is absent or blank. */
  at(index: number): SentPart | undefined {
    const start = this.starts[index]
    if (start === undefined) return undefined
    const next = this.starts[index + 1]
    return this.part(start, next === undefined ? undefined : next - 1)
  }

  /** Returns the rest of the line from a part on, with the separators in it. */
  from(index: number): SentPart | undefined {
    const start = this.starts[index]
    return start === undefined ? undefined : this.part(start, undefined)
  }

  /** Returns the text of a part, trimmed; empty if it is absent. */
  textAt(index: number): string {
    return this.at(index)?.text.trim() ?? ''
  }

  private part(start: number, end: number | undefined): SentPart | undefined {
    const text = this.line.text.slice(start, end)
    return text.trim() === '' ? undefined : new SentPart(text, this.line, start)
  }
}
