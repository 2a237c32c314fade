import type { Command } from 'commander'
import type { NodeClient } from './node-client.ts'

/** One line of the output of `entente doctor`. */
export interface Check {
  check: string
  ok: boolean
  detail: string
}

/** The reading of one file, with the parts that the command needs. */
export interface FileReading {
  outcome: 'read' | 'partly-read' | 'quarantined'
}

/** Reads the files of a gateway for `entente read`. */
export interface FileReader<R extends FileReading = FileReading> {
  /** Tells whether the bytes are a message of this gateway. The first gateway without it reads all other files. */
  recognises?(bytes: Uint8Array): boolean
  /** Never fails: bytes that cannot be read are quarantined in the reading. */
  read(bytes: Uint8Array, given: { file: string; sha256: string; receivedAt: string }): R
  /** Describes the reading as lines of text. */
  describe(reading: R): string[]
}

/** The commands of one kind of gateway. */
export interface CommandGateway {
  kind: string
  register?(program: Command): void
  /** `formats` is for the help. The reader is loaded when a file is read. */
  files?: { formats: string; load(): Promise<FileReader> }
  /** Asks a question with a file instead of handing it in (`entente send --interactive`). `description` is for the help. */
  asks?: {
    description: string
    load(): Promise<(client: NodeClient, bytes: Uint8Array) => Promise<{ answer: object; lines: string[] }>>
  }
  /** Checks the parts of the installation that this gateway needs. */
  checks?(): Promise<Check[]>
}
