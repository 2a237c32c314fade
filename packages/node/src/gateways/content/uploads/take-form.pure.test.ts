import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { takeUploadForm, whileFilesStay } from './take-form.ts'

/** Makes a form with its file in a folder; `leave` closes the connection, as a client that breaks off does. */
async function taken() {
  const path = join(tmpdir(), `entente-spool-${randomUUID()}`)
  mkdirSync(path)
  const raw = new EventEmitter()
  const request = {
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    body: { fields: new Map(), files: [], release: () => rm(path, { recursive: true, force: true }) },
  } as unknown as FastifyRequest
  await takeUploadForm(request, { raw } as unknown as FastifyReply)
  return { request, leave: () => raw.emit('close'), isThere: () => existsSync(path) }
}

test('files of a form are removed when the connection closes, and are not hashed later', async () => {
  const { request, leave, isThere } = await taken()
  expect(isThere()).toBe(true)
  leave()
  await expect.poll(isThere).toBe(false)
  await expect(whileFilesStay(request, async () => 'hashed')).rejects.toMatchObject({ code: 'unexpected' })
})

test('files that are being hashed stay until hashing ends, even if the client disconnects', async () => {
  const { request, leave, isThere } = await taken()
  const seen = await whileFilesStay(request, async () => {
    await Promise.resolve()
    leave()
    await new Promise((resolve) => setTimeout(resolve, 50))
    return isThere()
  })
  expect(seen).toBe(true)
  await expect.poll(isThere).toBe(false)
})

test('files are removed after hashing failed', async () => {
  const { request, leave, isThere } = await taken()
  const work = whileFilesStay(request, async () => {
    await Promise.resolve()
    leave()
    throw new Error('lost')
  })
  await expect(work).rejects.toThrow('lost')
  await expect.poll(isThere).toBe(false)
})
