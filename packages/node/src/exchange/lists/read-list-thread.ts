// This file is the worker thread that reading-thread.ts starts.
import { parentPort } from 'node:worker_threads'
import type { Finding } from '@entente/contracts'
import { loadList } from '@entente/matching'
import { piecesOf, type ReadList } from './read-list.ts'
import type { Asked } from './reading-thread.ts'

let pieces: Iterator<ReadList> = [][Symbol.iterator]()

parentPort?.on('message', (asked: Asked) => {
  if (asked !== 'next') {
    const { entries, findings } = loadList(asked.bytes, asked.format)
    pieces = piecesOf({ entries, findings: findings as Finding[] })
  }
  const { done, value } = pieces.next()
  parentPort?.postMessage(done === true ? null : value)
})
