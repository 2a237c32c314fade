import type { NewItem, OpinionRequest } from '@entente/contracts'
import type { z } from 'zod'
import type { AskExchange } from './ask-exchange.ts'

/** One record of a source as the node takes it in. */
export interface ExchangeRecord {
  /** What the source calls it: a later record of this name replaces it. */
  ref: string
  /** Null: the source withdrew it, or has nothing that is compared. */
  item: NewItem | null
  /** What members of the source say of it, one each. */
  opinions: { source: string; outcome: OpinionRequest['outcome'] }[]
}
export interface ExchangePage {
  records: ExchangeRecord[]
  /** Where to go on after this page; stored with it. */
  checkpoint: unknown
  /** Up to when the source has told of changes. */
  checkpointAt: Date | null
  /** This page began the source's whole list anew: what it does not name until the end is gone there. */
  whole?: true
}
export interface FetchContext {
  ask: AskExchange
  /** A file of the folder that lists are laid into. */
  readFile: (name: string) => Promise<Uint8Array>
  config: Readonly<Record<string, unknown>>
  credentials: Readonly<Record<string, string>> | null
  checkpoint: unknown
  now: Date
}

/** A kind of source: its name as HMA's clients know it, what it is told, and how it is read. */
export interface ExchangeApi {
  name: string
  /** Fields of its configuration and of its key: texts and whole numbers, each with what it is. */
  config: z.ZodObject
  credentials: z.ZodObject | null
  /** Why a node fetches nothing from it; null where it does. */
  refused: string | null
  pages: (context: FetchContext) => AsyncIterable<ExchangePage>
}

/** What a source answered is not what it should be: the fetch ends, and the pages before it stay. */
export class ExchangeFailure extends Error {}
