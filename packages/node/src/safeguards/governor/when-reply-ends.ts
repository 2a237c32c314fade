import type { EventEmitter } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'

/**
 * The functions to call when a connection or a response closes. Each has one listener, however many functions wait: more
 * than ten listeners on an emitter count as a leak.
 */
const waitingOn = new WeakMap<EventEmitter, Set<() => void>>()

/**
 * Calls a function once, when the response to a request has ended or its connection has closed. Calls it at once if that already happened:
 * a client may disconnect while the node authenticates it, and `close` is not emitted again. The response to a pipelined request (RFC 9112,
 * 9.3.2) emits no `close` if its connection closes before its turn.
 */
export function whenReplyEnds({ raw: { socket } }: FastifyRequest, { raw }: FastifyReply, done: () => void): void {
  if (socket.destroyed || raw.closed) {
    done()
    return
  }
  const both = [waitingFor(socket), waitingFor(raw)]
  let isDone = false
  const end = () => {
    for (const waiting of both) waiting.delete(end)
    if (!isDone) done()
    isDone = true
  }
  for (const waiting of both) waiting.add(end)
}

function waitingFor(emitter: EventEmitter): Set<() => void> {
  const known = waitingOn.get(emitter)
  if (known !== undefined) return known
  const waiting = new Set<() => void>()
  waitingOn.set(emitter, waiting)
  // Fastify and the compression of files add up to ten listeners of their own.
  emitter.setMaxListeners(emitter.getMaxListeners() + 1)
  emitter.once('close', () => {
    for (const end of waiting) end()
  })
  return waiting
}
