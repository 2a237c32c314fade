import type { NewRedress, RedressDetail, RedressReceipt, RedressRequest } from '@entente/contracts'
import type { SignedIn, TestNode } from '@entente/testkit'
import { expect } from 'vitest'

/** The purpose that a reviewer states. */
export const forRedress = { 'entente-purpose': 'redress' }
/** A PNG whose first bytes are those of one. */
export const invented = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from('INVENTED PASSPORT OF NOBODY'),
])

export const request = (fixed: Partial<NewRedress> = {}): NewRedress => ({
  kind: 'misidentification',
  language: 'fr',
  name: 'Chinedu Okwuosa',
  birthDate: '1981-05-17',
  documents: [{ number: 'QX5550142', issuer: 'NGA' }],
  channel: 'email',
  contact: 'chinedu@example.org',
  text: 'I was stopped although I am not the person you look for.',
  evidence: [{ type: 'image/png', data: invented.toString('base64') }],
  ...fixed,
})

/** Asks as anybody does, from an address of its own so that other tests do not use up its tries. */
export async function send(
  node: Pick<TestNode, 'url'>,
  body: unknown,
): Promise<{ status: number; body: RedressReceipt & { code?: string; at?: string } }> {
  const answer = await fetch(`${node.url}/public/v1/redress`, {
    ...{ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
  })
  return { status: answer.status, body: (await answer.json()) as RedressReceipt }
}

export async function askState(
  node: Pick<TestNode, 'url'>,
  reference: string,
  secret: string,
): Promise<{ status: number; body: RedressRequest & { code?: string } }> {
  const answer = await fetch(`${node.url}/public/v1/redress/${reference}`, { headers: { 'entente-secret': secret } })
  return { status: answer.status, body: (await answer.json()) as RedressRequest }
}

/** Takes a step of a request and expects it to succeed. */
export async function step(
  who: SignedIn,
  reference: string,
  name: 'take' | 'assign' | 'extend' | 'decide',
  body: object = {},
): Promise<RedressDetail> {
  const answer = await who.call('POST', `/v1/redress/${reference}/${name}`, body, forRedress)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer.body as RedressDetail
}
