import { EventEmitter } from 'node:events'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { whenReplyEnds } from './when-reply-ends.ts'

test('many functions wait with one listener, and each is called once', () => {
  const socket = Object.assign(new EventEmitter(), { destroyed: false })
  const response = Object.assign(new EventEmitter(), { closed: false })
  const request = { raw: { socket } } as unknown as FastifyRequest
  const reply = { raw: response } as unknown as FastifyReply
  const calls: number[] = []
  for (let n = 0; n < 20; n += 1) whenReplyEnds(request, reply, () => calls.push(n))
  expect([socket.listenerCount('close'), response.listenerCount('close')]).toEqual([1, 1])
  response.emit('close')
  socket.emit('close')
  expect(calls).toEqual(Array.from({ length: 20 }, (_, n) => n))
})
