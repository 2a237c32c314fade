import type { CargoFile } from './cargo-file.ts'

/**
 * Reads a file of one syntax. Its bytes come in pieces of any size from the first one on; a piece is not kept by the caller,
 * who may change its bytes afterwards. Never throws on input.
 */
export interface FormatReader {
  write(chunk: Uint8Array): void
  /** Comes once, after the last piece. */
  end(): void
}

export type StartFormatReader = (file: CargoFile) => FormatReader
