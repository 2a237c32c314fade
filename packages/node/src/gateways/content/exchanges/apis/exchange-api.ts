import type { NewItem, OpinionRequest } from '@entente/contracts'
import type { z } from 'zod'
import type { AskExchange } from './ask-exchange.ts'

/** One record of a source as the node takes it in. */
export interface ExchangeRecord {
  /** Name of the record at the source: a later record of this name replaces it. */
  ref: string
  /** Null if the source withdrew it, or if it has no signal that the node compares. */
  item: NewItem | null
  /** Opinions of the source's members, one each. */
  opinions: { source: string; outcome: OpinionRequest['outcome'] }[]
}
export interface ExchangePage {
  records: ExchangeRecord[]
  /** Position after this page, from which the next fetch continues; stored with the page. */
  checkpoint: unknown
  /** Time up to which the source has reported changes. */
  checkpointAt: Date | null
  /**
   * Set on the first page of a complete list: items that the list does not name by its end were withdrawn by the
   * source.
   */
  whole?: true
}
export interface FetchContext {
  ask: AskExchange
  /** Reads a file of the folder for hash lists. */
  readFile: (name: string) => Promise<Uint8Array>
  config: Readonly<Record<string, unknown>>
  credentials: Readonly<Record<string, string>> | null
  checkpoint: unknown
  now: Date
}

/** A kind of source: its name as HMA's clients know it, its settings, and the way to read it. */
export interface ExchangeApi {
  name: string
  /** Fields of its configuration and of its key: texts and whole numbers, each with a description. */
  config: z.ZodObject
  credentials: z.ZodObject | null
  /** Current names of fields of the key, by the names of earlier releases. */
  formerNames?: Readonly<Record<string, string>>
  /** Reason why a node fetches nothing from it; null if it does. */
  refused: string | null
  pages: (context: FetchContext) => AsyncIterable<ExchangePage>
}

/** Thrown if a source gives an invalid answer or none: the fetch ends, and the pages before stay. */
export class ExchangeFailure extends Error {}
