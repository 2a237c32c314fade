import { createHash, randomUUID } from 'node:crypto'
import { Failure, fail } from '../../errors.ts'
import type { RecordClocks } from '../../safeguards/access/clocks.ts'
import { clocksOf } from '../../safeguards/retention/clocks-of.ts'
import type { Gateways } from '../gateway/gateway.ts'
import { type Intake, largestMessageOf } from '../gateway/intake.ts'
import type { ArrivingMessage, Incoming, MessageReceipt } from '../gateway/pipeline-steps.ts'
import { largestInRow, writeRawChunks } from '../raw/raw-files.ts'
import { lawOf, type ReceiveDeps, receiveMessages } from './receive-message.ts'

export interface ArrivingDeps extends ReceiveDeps {
  gateways: Gateways
  /** Seals the bytes of a file while they arrive. Its key is stored once its last chunk was taken. */
  sealFile: (recordId: string, clocks: RecordClocks, chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>
  /** Receives a message that is in memory. */
  receive: (incoming: Incoming) => Promise<MessageReceipt>
}

/**
 * Receives a message while its bytes arrive. What fits into a row is received as any message. A larger one goes to its
 * raw file chunk by chunk, hashed and sealed on the way. If the body ends early or is too large, nothing is stored and
 * its file is removed. Errors: `empty-body`, `too-large`, `not-durable`; those of the body itself are thrown as they are.
 */
export async function receiveArriving(deps: ArrivingDeps, arriving: ArrivingMessage): Promise<MessageReceipt> {
  const body = arriving.body[Symbol.asyncIterator]()
  try {
    return await receiveBody(deps, arriving, body)
  } finally {
    // Closes a file that was not read to its end.
    await body.return?.()
  }
}

async function receiveBody(deps: ArrivingDeps, arriving: ArrivingMessage, body: Body): Promise<MessageReceipt> {
  const { intake } = deps.gateways.of(arriving.sender.gateway)
  const largest = largestMessageOf(intake)
  const head = await readHead(body, Math.min(largestInRow, largest))
  const { sender, channel } = arriving
  const known = { sender, channel, largest, ...guess(intake, head.bytes) }
  if (head.isWhole) return deps.receive({ ...known, bytes: head.bytes })
  const id = randomUUID()
  const law = lawOf(sender, known.format)
  const sealedAt = deps.clock()
  const { maskAt, deleteAt } = clocksOf(law.regime, { receivedAt: sealedAt })
  const clocks = { regime: law.regime, mask_at: maskAt, delete_at: deleteAt }
  const hash = createHash('sha256')
  let size = 0
  async function* counted(): AsyncGenerator<Uint8Array> {
    for (let chunk: Uint8Array | undefined = head.bytes; chunk !== undefined; chunk = await nextOf(body)) {
      size += chunk.length
      if (size > largest) throw fail('too-large', { detail: `At most ${largest} bytes.` })
      hash.update(chunk)
      yield chunk
    }
  }
  try {
    await writeRawChunks(deps.dataRoot, id, deps.sealFile(id, clocks, counted()))
  } catch (error) {
    if (error instanceof Failure || !isOfDisk(error)) throw error
    deps.log.error({ event: 'message.not-durable', code: (error as { code?: string }).code ?? 'unknown' })
    throw fail('not-durable')
  }
  const message = {
    ...{ id, sha256: hash.digest(), size, law, bytes: null, sealedAt },
    incoming: known,
  }
  return (await receiveMessages(deps, [message]))[0] as MessageReceipt
}

const guess = (intake: Intake | undefined, bytes: Uint8Array) => ({
  format: intake?.sniff(bytes) ?? null,
  group: intake?.groupOf?.(bytes) ?? null,
})

type Body = AsyncIterator<Uint8Array>
const nextOf = async (body: Body): Promise<Uint8Array | undefined> => {
  const { done, value } = await body.next()
  return done === true ? undefined : value
}

/** Reads the body to its end, or until more than `most` bytes have arrived. */
async function readHead(body: Body, most: number): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  let size = 0
  for (let chunk = await nextOf(body); chunk !== undefined; chunk = await nextOf(body)) {
    chunks.push(chunk)
    size += chunk.length
    if (size > most) return { bytes: Buffer.concat(chunks, size), isWhole: false }
  }
  return { bytes: Buffer.concat(chunks, size), isWhole: true }
}

/** An error of the file system, such as a full disk. An error of the body belongs to its sender. */
const isOfDisk = (error: unknown): boolean =>
  typeof (error as { syscall?: unknown }).syscall === 'string' && (error as { code?: string }).code !== 'ECONNRESET'
