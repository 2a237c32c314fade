import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import { getPriority } from 'node:os'
import { pdq } from '@entente/matching/media'
import { afterEach, expect, test } from 'vitest'
import { startConfined } from '../confine/confined-process.ts'
import { confinement } from '../confine/confinement.ts'
import { defaultLimits } from '../confine/limits.ts'
import { noHurry, processesRunning, slowPicture, wavePicture, wavePixels } from '../made-media.fixture.ts'
import { DecoderPool } from './decoder-pool.ts'
import type { ImageRequest } from './decoder-work.ts'

let pool: DecoderPool | undefined
afterEach(async () => {
  await pool?.close()
  expect(processesRunning('decoder-child')).toEqual([])
})

const request: ImageRequest = { kind: 'image', mode: 'reference', dihedral: false, pixels: 1e8, side: 30_000 }
const limits = { ...defaultLimits, ...noHurry }
const slow = slowPicture()
const picture = await wavePicture(300, 200).png().toBuffer()
const hashOfPicture = pdq(wavePixels(300, 200), 300, 200)

async function whileWorking(start: Promise<unknown>): Promise<number> {
  const ended = start.then(() => true)
  for (;;) {
    const [working] = processesRunning('decoder-child')
    if (working !== undefined) return working
    if (await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 25))]))
      throw new Error('it ended first')
  }
}

test('a decoder has no environment, no network, a folder of its own, and limits', async () => {
  pool = new DecoderPool(limits, 1)
  await pool.hash(picture, request)
  const [pid] = processesRunning('decoder-child')
  expect(readFileSync(`/proc/${pid}/environ`, 'utf8')).toBe('')
  expect(readlinkSync(`/proc/${pid}/cwd`)).toContain('entente-media-')
  const session = `/proc/${pid}/autogroup`
  if (existsSync(session)) expect(readFileSync(session, 'utf8')).toMatch(/ nice 5$/m)
  expect(getPriority(pid)).toBe(5)
  const { prlimit, unshare } = await confinement()
  if (prlimit !== null) {
    const bounds = readFileSync(`/proc/${pid}/limits`, 'utf8')
    expect(bounds).toMatch(new RegExp(`Max data size +${limits.memory} `))
    expect(bounds).toMatch(/Max core file size +0 /)
  } else process.stderr.write('this system has no prlimit\n')
  if (unshare !== null) {
    expect(readlinkSync(`/proc/${pid}/ns/net`)).not.toBe(readlinkSync('/proc/self/ns/net'))
    // Two lines of heading, and the loopback interface, which is down.
    expect(readFileSync(`/proc/${pid}/net/dev`, 'utf8').trim().split('\n')).toHaveLength(3)
  } else process.stderr.write('this system gives a process no network of its own\n')
})

test('one process decodes several files one after another', async () => {
  pool = new DecoderPool(limits, 1)
  for (let i = 0; i < 5; i += 1) {
    expect(await pool.hash(picture, request)).toMatchObject({ outcome: 'decoded', pdq: hashOfPicture })
    expect(processesRunning('decoder-child')).toHaveLength(1)
  }
})

/** Kills the process that decodes now, once it is at work. */
async function killWorking(at: Promise<unknown>): Promise<number> {
  const pid = await whileWorking(at)
  await new Promise((resolve) => setTimeout(resolve, 300))
  process.kill(pid, 'SIGKILL')
  return pid
}

test('a file whose process is killed is decoded again, as are the files that wait', async () => {
  pool = new DecoderPool(limits, 1)
  const files = [slow, picture, picture, picture].map((file) => pool?.hash(file, request))
  const pid = await killWorking(Promise.all(files))
  const [first, ...others] = await Promise.all(files)
  expect(first).toMatchObject({ outcome: 'decoded', image: { width: 9700 } })
  for (const answer of others) expect(answer).toMatchObject({ pdq: hashOfPicture })
  expect(processesRunning('decoder-child')).not.toContain(pid)
})

test('a file whose process crashes twice is abandoned, and the next is hashed', async () => {
  let starts = 0
  pool = new DecoderPool(limits, 1, async (...given) => {
    starts += 1
    const running = await startConfined(...given)
    if (starts <= 2) running.kill()
    return running
  })
  expect(await pool.hash(picture, request)).toEqual({ outcome: 'failed' })
  expect(await pool.hash(picture, request)).toMatchObject({ outcome: 'decoded' })
  expect(starts).toBe(3)
})

test('a file that uses all its CPU time is abandoned without a second try', async () => {
  let starts = 0
  pool = new DecoderPool({ ...limits, imageSeconds: 0.02 }, 1, (...given) => {
    starts += 1
    return startConfined(...given)
  })
  expect(await pool.hash(slow, request)).toEqual({ outcome: 'timeout' })
  expect(starts).toBe(1)
  await pool.close()
  pool = new DecoderPool(limits, 1)
  expect(await pool.hash(picture, request)).toMatchObject({ outcome: 'decoded' })
})

test('time in which a decoder waits for a processor does not count', async () => {
  pool = new DecoderPool({ ...limits, imageSeconds: 2 }, 1)
  await pool.hash(picture, request)
  const [pid] = processesRunning('decoder-child')
  process.kill(pid as number, 'SIGSTOP')
  const waiting = pool.hash(picture, request)
  await new Promise((resolve) => setTimeout(resolve, 3000))
  process.kill(pid as number, 'SIGCONT')
  expect(await waiting).toMatchObject({ outcome: 'decoded' })
  expect(processesRunning('decoder-child')).toEqual([pid])
})

test('a file of another caller does not wait for all files of the first', async () => {
  pool = new DecoderPool(limits, 1)
  const order: string[] = []
  const hash = async (caller: string) => {
    await pool?.hash(picture, request, caller)
    order.push(caller)
  }
  const many = Array.from({ length: 8 }, () => hash('many'))
  await Promise.all([...many, hash('one')])
  expect(order.indexOf('one')).toBeLessThan(4)
})

test('a picture cannot use more memory than a decoder may have', async () => {
  const { prlimit } = await confinement()
  if (prlimit === null) return process.stderr.write('this system has no prlimit\n')
  pool = new DecoderPool({ ...limits, memory: 180e6 }, 1)
  const { outcome } = await pool.hash(slow, request)
  expect(['failed', 'undecodable']).toContain(outcome)
  expect(await pool.hash(picture, request)).toMatchObject({ outcome: 'decoded', pdq: hashOfPicture })
})

test('a process is replaced after a damaged file', async () => {
  pool = new DecoderPool(limits, 1)
  await pool.hash(picture, request)
  const before = processesRunning('decoder-child')
  expect(await pool.hash(picture.subarray(0, picture.length - 4000), request)).toMatchObject({ outcome: 'damaged' })
  expect(await pool.hash(picture, request)).toMatchObject({ outcome: 'decoded' })
  expect(processesRunning('decoder-child')).not.toEqual(before)
})

test('the number of processes stays limited, however many files wait', async () => {
  pool = new DecoderPool(limits, 2)
  const answers = Array.from({ length: 12 }, () => pool?.hash(picture, request))
  await answers[5]
  expect(processesRunning('decoder-child').length).toBeLessThanOrEqual(2)
  expect(new Set((await Promise.all(answers)).map((answer) => answer?.outcome))).toEqual(new Set(['decoded']))
})

test('closing ends a process that is being started, and its file fails', async () => {
  const started: { ended: boolean }[] = []
  pool = new DecoderPool(limits, 2, async (...given) => {
    const state = { ended: false }
    started.push(state)
    const running = await startConfined(...given)
    void running.ended.then(() => {
      state.ended = true
    })
    return running
  })
  const results = [pool.hash(picture, request), pool.hash(picture, request)]
  await pool.close()
  expect(started).toEqual([{ ended: true }, { ended: true }])
  expect(await Promise.all(results)).toEqual([{ outcome: 'failed' }, { outcome: 'failed' }])
})
