import type { Socket } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** The functions to call when a connection closes. One listener serves all requests of a connection. */
const waitingOn = new WeakMap<Socket, Set<() => void>>()

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
  const waiting = waitingOn.get(socket) ?? new Set()
  if (!waitingOn.has(socket)) {
    waitingOn.set(socket, waiting)
    socket.once('close', () => {
      for (const end of waiting) end()
    })
  }
  const end = () => {
    if (waiting.delete(end)) done()
  }
  waiting.add(end)
  raw.once('close', end)
}
