import { createMemory, type HammingKernels, openKernels } from './kernels.ts'

const [tables, input, inputBytes] = [0, 8192, 57_344]
let opened: { kernels: HammingKernels; bytes: Uint8Array } | undefined

/** Computes the CRC-32C (RFC 3720, appendix B.4) of bytes. `before` is the checksum of the bytes that precede `bytes`. */
export function crc32c(bytes: Uint8Array, before = 0): number {
  opened ??= open()
  let crc = before
  for (let at = 0; at < bytes.length; at += inputBytes) {
    const piece = bytes.subarray(at, at + inputBytes)
    opened.bytes.set(piece, input)
    crc = opened.kernels.crc32c(tables, input, piece.length, crc)
  }
  return crc >>> 0
}

function open(): { kernels: HammingKernels; bytes: Uint8Array } {
  const memory = createMemory()
  const kernels = openKernels(memory)
  kernels.crcTables(tables)
  return { kernels, bytes: new Uint8Array(memory.buffer) }
}
