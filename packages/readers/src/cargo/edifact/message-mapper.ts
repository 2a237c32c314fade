import type { CargoFile } from '../message/cargo-file.ts'
import type { MessageWriter } from '../message/message-writer.ts'
import type { Segment } from './segment.ts'

/** The inputs of a mapper beside the segments. */
export interface MessageStart {
  file: CargoFile
  writer: MessageWriter
  segment: Segment
}

/** Maps the segments between UNH and UNT of one message. */
export interface MessageMapper {
  /** Tells whether the current segment begins a part, such as a consignment. What is no part yet is the head of the message. */
  begins(): boolean
  /** Reads the current segment. Returns false if the message has no such segment. */
  read(): boolean
  /** Ends the message: its last group is whole. `to` is the offset behind it. */
  end(to: number): void
  /**
   * Ends a message that breaks off inside a segment with this tag. Drops the group that the segment belongs to, and returns
   * the offset where it begins; null if the segment belongs to no group that could be dropped.
   */
  breakOff(tag: number): number | null
}

/** A message type: the name in UNH, and its mapper. */
export interface MessageFormat {
  type: string
  format: 'cuscar' | 'baplie'
  /** The version, from the components of UNH S009. */
  version(segment: Segment): string | null
  start(start: MessageStart): MessageMapper
}
