import { createCargoReader } from '@entente/readers'
import { SaxesParser } from 'saxes'
import { makeManifest } from './make-messages.ts'

// This is a separate program, so that its peak memory is that of the reader and of one piece of the manifest. It first reads a manifest of 2 MB to load
// and compile the code; the memory after that counts as idle.
const [seed, megabytes, how] = process.argv.slice(2)
const read = how === 'bare' ? parseBare : readAll
read(2)
globalThis.gc?.()
const idle = process.memoryUsage.rss()
const before = process.cpuUsage()
let peak = idle
const result = read(Number(megabytes))
const { user, system } = process.cpuUsage(before)
console.log(JSON.stringify({ idle, peak, ...result, seconds: (user + system) / 1e6 }))

function* pieces(size: number): Generator<Uint8Array> {
  for (const piece of makeManifest(Number(seed), size * 1e6)) {
    yield piece
    peak = Math.max(peak, process.memoryUsage.rss())
  }
}

function readAll(size: number): { bytes: number; consignments: number; outcome: string } {
  let consignments = 0
  const reader = createCargoReader(
    {},
    {
      consignment: () => {
        consignments++
      },
    },
  )
  for (const piece of pieces(size)) reader.write(piece)
  const { bytes, outcome } = reader.end()
  return { bytes, consignments, outcome }
}

function parseBare(size: number): { bytes: number; consignments: number; outcome: string } {
  const parser = new SaxesParser({ xmlns: false })
  const decoder = new TextDecoder()
  let bytes = 0
  let seen = 0
  parser.on('opentag', () => {
    seen++
  })
  parser.on('text', () => {
    seen++
  })
  for (const piece of pieces(size)) {
    bytes += piece.length
    parser.write(decoder.decode(piece, { stream: true }))
  }
  parser.close()
  return { bytes, consignments: 0, outcome: seen > 0 ? 'read' : 'quarantined' }
}
