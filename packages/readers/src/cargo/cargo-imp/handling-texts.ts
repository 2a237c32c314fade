import type { CargoConsignment, CargoPosition } from '@entente/contracts'
import type { Scope } from '../model/scope.ts'
import type { Sent } from '../model/sent.ts'
import type { SentPart } from './line-feed.ts'
import type { LineParts } from './line-parts.ts'

/** A line has 69 characters; behind the identifier and its separator there is room for 65. */
const FULL_LINE = 65
/** No text is longer. What goes on behind it is left out. */
const LONGEST_TEXT = 10_000

/** A text that may go on over continuation lines. */
export class FreeText implements Sent {
  text: string
  private lastLength: number
  private readonly first: SentPart

  constructor(first: SentPart) {
    this.first = first
    this.text = first.text
    this.lastLength = first.text.length
  }

  /** Adds a continuation. A line that is full was cut anywhere, also inside a word; another one ends with a word. */
  add(sent: SentPart | undefined): void {
    if (sent === undefined || this.text.length > LONGEST_TEXT) return
    this.text += `${this.lastLength >= FULL_LINE ? '' : ' '}${sent.text}`
    this.lastLength = sent.text.length
  }

  position(): CargoPosition {
    return this.first.position()
  }
}

/** Reads SSR, OSI and ACC into the handling texts of a consignment. */
export class HandlingTexts {
  private readonly consignment: Scope<CargoConsignment>
  private open: FreeText | null = null
  private isAccounting = false

  constructor(consignment: Scope<CargoConsignment>) {
    this.consignment = consignment
  }

  /** Takes a line. Returns false if it belongs to no text. */
  take(line: LineParts): boolean {
    const isFirst = line.id === 'SSR' || line.id === 'OSI' || line.id === 'ACC'
    if (isFirst) this.isAccounting = line.id === 'ACC'
    const goesOn = this.open !== null && line.isContinuation
    if (!isFirst && !goesOn) {
      this.end()
      return false
    }
    // ACC puts a code before each of its texts.
    const hasCode = this.isAccounting && line.count > 1 && /^[A-Z]{3}$/.test(line.textAt(1))
    const sent = line.from(hasCode ? 2 : 1)
    if (goesOn && !hasCode) this.open?.add(sent)
    else {
      this.end()
      this.open = sent === undefined ? null : new FreeText(sent)
    }
    return true
  }

  end(): void {
    const { open } = this
    this.open = null
    if (open !== null) this.consignment.push('handlingText', open)
  }
}
