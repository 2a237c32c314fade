// Sends messages at fixed rates from a process of its own, each at the moment when it is due, whether or not earlier ones were answered.
import { connect, type Socket } from 'node:net'
import { machineMs, numberHeader } from './request-number.ts'

/** Messages to send at one rate. */
export interface Stream {
  path: string
  key: string
  /** The address of this machine (127.0.0.0/8) from which the messages are sent. */
  from: string
  perSecond: number
  messages: Uint8Array[]
}
export interface GeneratorOrder {
  url: string
  streams: Stream[]
}
/** The answer to one message. Times are in milliseconds from the moment when the message was due. */
export interface Reply {
  /** The value of `numberHeader` in the request. */
  number: string
  /** When its first byte was written. */
  sentMs: number
  /** The same moment on the clock that all processes of the machine share, in milliseconds. */
  sentAt: number
  /** When the whole answer was there. */
  answeredMs: number
  /** 0 if the connection ended without an answer, or if there was none after a minute. */
  status: number
  canRetry: boolean
  /** The `id` in the body, of a message or an answer. */
  id: string | null
  code: string | null
  timedOut: boolean
}
export interface GeneratorReport {
  replies: Reply[][]
  cpuSeconds: number
}

/** A node allows 500 connections of one address by default. */
const mostSockets = 480
const longestMs = 60_000

process.once('message', async (order: GeneratorOrder) => {
  const { hostname, port } = new URL(order.url)
  if (hostname !== '127.0.0.1') throw new Error(`a bench sends to 127.0.0.1 only, not to ${hostname}`)
  const before = process.cpuUsage()
  const replies = await Promise.all(
    order.streams.map((stream, n) => sendStream(stream, Number(port), `${process.pid}-${n}`)),
  )
  const { user, system } = process.cpuUsage(before)
  const report: GeneratorReport = { replies, cpuSeconds: (user + system) / 1e6 }
  process.send?.(report, () => process.exit(0))
})
process.on('disconnect', () => process.exit(1))

/** Sends all messages of a stream over kept connections. A message for which no connection is free waits, and its time runs. */
function sendStream({ path, key, from, perSecond, messages }: Stream, port: number, name: string): Promise<Reply[]> {
  const numberOf = (place: number) => `${name}-${place}`
  const heads = messages.map((bytes, place) =>
    Buffer.from(
      `POST ${path} HTTP/1.1\r\nhost: node\r\nauthorization: Bearer ${key}\r\naccept: application/json\r\ncontent-type: application/EDIFACT\r\n${numberHeader}: ${numberOf(place)}\r\ncontent-length: ${bytes.length}\r\n\r\n`,
    ),
  )
  const replies: Reply[] = []
  const idle: Socket[] = []
  const line: number[] = []
  let sockets = 0
  const started = performance.now()
  const dueAt = (place: number) => started + (place * 1000) / perSecond

  return new Promise((resolve) => {
    let next = 0
    function tick(): void {
      const now = performance.now()
      for (; next < messages.length && dueAt(next) <= now; next += 1) send(next)
      if (next < messages.length) setTimeout(tick, Math.max(0, dueAt(next) - performance.now()))
    }
    function send(place: number): void {
      const socket = idle.pop() ?? (sockets < mostSockets ? open() : null)
      if (socket === null) line.push(place)
      else exchange(socket, place)
    }
    function open(): Socket {
      sockets += 1
      const socket = connect({ host: '127.0.0.1', port, localAddress: from, noDelay: true })
      socket.on('error', () => {})
      socket.once('close', () => {
        sockets -= 1
        const at = idle.indexOf(socket)
        if (at >= 0) idle.splice(at, 1)
        const waiting = line.shift()
        if (waiting !== undefined) send(waiting)
      })
      return socket
    }
    function exchange(socket: Socket, place: number): void {
      const due = dueAt(place)
      let sent = { sentMs: 0, sentAt: 0 }
      const note = () => {
        sent = { sentMs: performance.now() - due, sentAt: machineMs() }
      }
      note()
      // A connection that is not open yet writes once it is.
      if (socket.connecting) socket.once('connect', note)
      let received = ''
      const end = (text: string | null) => {
        socket.off('data', take).off('close', gone)
        clearTimeout(late)
        replies.push({ number: numberOf(place), ...sent, answeredMs: performance.now() - due, ...factsOf(text) })
        if (text === null || /\r\nconnection: close\r\n/i.test(text)) socket.destroy()
        else if (line.length > 0) exchange(socket, line.shift() as number)
        else idle.push(socket)
        if (replies.length < messages.length) return
        for (const one of idle) one.destroy()
        resolve(replies)
      }
      const take = (piece: Buffer) => {
        received += piece.toString('latin1')
        if (isWhole(received)) end(received)
      }
      const gone = () => end(received === '' ? null : received)
      const late = setTimeout(() => end(null), longestMs)
      socket.on('data', take).once('close', gone)
      socket.cork()
      socket.write(heads[place] as Buffer)
      socket.write(messages[place] as Uint8Array)
      socket.uncork()
    }
    tick()
  })
}

function isWhole(received: string): boolean {
  const end = received.indexOf('\r\n\r\n')
  const length = end < 0 ? undefined : /\r\ncontent-length: (\d+)/i.exec(received.slice(0, end + 2))?.[1]
  return length !== undefined && received.length >= end + 4 + Number(length)
}

function factsOf(text: string | null): Omit<Reply, 'number' | 'sentMs' | 'sentAt' | 'answeredMs'> {
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text ?? '')?.[1] ?? 0),
    canRetry: /\r\nretry-after: \d+/i.test(text ?? ''),
    id: /"id":"([\da-f-]{36})"/.exec(text ?? '')?.[1] ?? null,
    code: /"code":"([a-z-]+)"/.exec(text ?? '')?.[1] ?? null,
    timedOut: text?.includes('"timedOut":true') ?? false,
  }
}
