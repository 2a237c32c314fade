import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSigned } from './create-filer-client.ts'

test('a filer accepts only a recent webhook with the right signature of its body', () => {
  const body = Buffer.from('{"sequence":1}')
  const now = new Date('2026-11-24T12:00:00.000Z')
  const at = now.getTime() / 1000
  const sign = (t: number, secret = 'secret') =>
    `t=${t},v1=${createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex')}`
  expect(isSigned('secret', sign(at), body, now)).toBe(true)
  expect(isSigned('secret', sign(at), Buffer.from('{"sequence":2}'), now)).toBe(false)
  expect(isSigned('secret', sign(at, 'other'), body, now)).toBe(false)
  expect(isSigned('secret', sign(at - 301), body, now)).toBe(false)
  for (const wrong of [null, '', 't=1', `t=${at},v1=00`, `${sign(at)},v1=0`])
    expect(isSigned('secret', wrong, body, now)).toBe(false)
})
