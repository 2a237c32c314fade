import { writeFileSync } from 'node:fs'
import type { IntroducedKey, Invitation, KeyRotation, Peer } from '@entente/contracts'
import { askLine } from '../command/ask-line.ts'
import { CommandFailure } from '../command/failure.ts'
import { readInputFile } from '../command/input-file.ts'
import { nodeClient } from '../command/node-client.ts'
import { printResult, table } from '../command/output.ts'

export interface PeerOptions {
  json?: boolean
}

// An administrator states no purpose, because these requests concern no personal data.
const client = () => nodeClient({ impersonal: true })
const at = (member: string, suffix = '') => `/v1/peers/${encodeURIComponent(member)}${suffix}`

/** Writes an invitation. With `confirm`, waits until the member has joined, and asks for the words that the member's administrator reads out. */
export async function invitePeer(
  member: string,
  options: PeerOptions & { out: string; coalition?: string; days: string; confirm?: boolean },
): Promise<void> {
  const { coalition, days, out } = options
  const body = { member, days: Number(days), ...(coalition === undefined ? {} : { coalition }) }
  const invitation = await client().call<Invitation>('POST', '/v1/peers/invitations', body)
  // Anyone with this file can join in the member's name until people compare the words.
  writeFileSync(out, `${JSON.stringify(invitation, null, 2)}\n`, { mode: 0o600 })
  const written = `${out}: for ${member}, until ${invitation.expiresAt}`
  if (options.confirm !== true) return printResult(options.json, invitation, () => [written])
  process.stderr.write(
    `${written}\nwaiting until ${member} has joined; press Ctrl-C to confirm later, the invitation stays valid\n`,
  )
  await confirmByTelephone(await joined(member, new Date(invitation.expiresAt)), options)
}

const pollMs = 1000

/**
 * Returns the member after it has joined with the invitation. Fails with `invitation-expired`, or with `peer-state` if another person confirmed or
 * removed the member.
 */
async function joined(member: string, until: Date): Promise<Peer> {
  let before: Peer['state'] | undefined
  for (;;) {
    const peer = await client().call<Peer>('GET', at(member))
    if (peer.state === 'joined-unconfirmed') return peer
    // An active member may be invited again after it lost its key.
    before ??= peer.state
    if (peer.state !== before) throw new CommandFailure('peer-state', `${member} is ${peer.state} now.`)
    if (new Date() > until) throw new CommandFailure('invitation-expired', `${member} did not join in time.`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/**
 * Asks for the six words that the other administrator reads out by telephone, and confirms the member with them. Without words the member stays
 * unconfirmed.
 */
async function confirmByTelephone(peer: Peer, options: PeerOptions): Promise<void> {
  process.stderr.write(`${peer.member} at ${peer.url} joined\nwords to compare by telephone: ${peer.fingerprint}\n`)
  const words = await askLine('the words that the other side reads out (none: confirm later): ')
  if (words === '') return show(peer, options)
  await confirmPeer(peer.member, { ...options, words })
}

/** Joins with an invitation. With `confirm`, asks for the words that the other administrator reads out. */
export async function joinPeer(file: string, options: PeerOptions & { confirm?: boolean }): Promise<void> {
  let invitation: unknown
  try {
    invitation = JSON.parse(readInputFile(file).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('invitation-invalid', `${file} is not an invitation.`)
  }
  const peer = await client().call<Peer>('POST', '/v1/peers/join', invitation)
  if (options.confirm === true) await confirmByTelephone(peer, options)
  else show(peer, options)
}

export async function listPeers(options: PeerOptions): Promise<void> {
  const list = await client().call<{ items: Peer[] }>('GET', '/v1/peers')
  printResult(options.json, list, () =>
    list.items.length === 0
      ? ['No other member has joined yet: entente peers invite, or join.']
      : table([
          ['member', 'state', 'received', 'lag', 'unsent', 'trouble'],
          ...list.items.map((peer) => [
            peer.member,
            peer.state,
            String(peer.position),
            peer.lag === null ? '-' : String(peer.lag),
            String(peer.sent.waiting),
            peer.trouble ?? '-',
          ]),
        ]),
  )
}

export async function showPeer(member: string, options: PeerOptions): Promise<void> {
  show(await client().call<Peer>('GET', at(member)), options)
}

/** Prints the keys of members that are not peers. Other members introduced these keys (docs/decisions/0023-passing-on.md). */
export async function listIntroduced(options: PeerOptions): Promise<void> {
  printIntroduced(await client().call<{ items: IntroducedKey[] }>('GET', '/v1/introductions'), options)
}

export async function confirmKey(member: string, options: PeerOptions & { words: string }): Promise<void> {
  const path = `/v1/introductions/${encodeURIComponent(member)}/confirm`
  printIntroduced(await client().call<{ items: IntroducedKey[] }>('POST', path, { words: options.words }), options)
}

function printIntroduced(list: { items: IntroducedKey[] }, options: PeerOptions): void {
  printResult(options.json, list, () =>
    list.items.length === 0
      ? ['No key was introduced.']
      : table([
          ['member', 'state', 'introduced by', 'words'],
          ...list.items.map((one) => [one.member, one.state, one.introducedBy, one.words]),
        ]),
  )
}

export async function confirmPeer(member: string, options: PeerOptions & { words: string }): Promise<void> {
  show(await client().call<Peer>('POST', at(member, '/confirm'), { words: options.words }), options)
}

/** Pulls the feeds of one member or all members. The exit status is 1 if a feed is broken or a member cannot be reached. */
export async function syncPeers(member: string | undefined, options: PeerOptions): Promise<0 | 1> {
  const node = client()
  const members =
    member === undefined
      ? (await node.call<{ items: Peer[] }>('GET', '/v1/peers')).items
          .filter(({ state }) => state !== 'invited' && state !== 'removed')
          .map((peer) => peer.member)
      : [member]
  const items: Peer[] = []
  let failed = false
  for (const one of members) {
    try {
      const peer = await node.call<Peer>('POST', at(one, '/sync'))
      items.push(peer)
      failed ||= peer.trouble === 'feed-broken'
    } catch (error) {
      if (!(error instanceof CommandFailure) || member !== undefined) throw error
      process.stderr.write(`${one}: ${error.code}: ${error.message}\n`)
      failed = true
    }
  }
  printResult(options.json, { items }, () =>
    items.map((peer) => `${peer.member}: ${peer.position} received${peer.trouble === null ? '' : `, ${peer.trouble}`}`),
  )
  return failed ? 1 : 0
}

export async function rotateKey(options: PeerOptions & { overlap: string }): Promise<void> {
  const body = { overlapDays: Number(options.overlap) }
  const rotation = await client().call<KeyRotation>('POST', '/v1/keys/rotate', body)
  printResult(options.json, rotation, () => [
    `a new key is in use; ${rotation.oldKeyId} stays valid until ${rotation.overlapUntil}`,
  ])
}

export async function endPeer(
  change: 'suspend' | 'remove',
  member: string,
  options: PeerOptions & { reason: string },
): Promise<void> {
  show(await client().call<Peer>('POST', at(member, `/${change}`), { reason: options.reason }), options)
}

function show(peer: Peer, options: PeerOptions): void {
  printResult(options.json, peer, () => [
    `${peer.member} (${peer.node}) at ${peer.url || '-'}: ${peer.state}`,
    ...(peer.fingerprint === '' ? [] : [`words to compare by telephone: ${peer.fingerprint}`]),
    `keys: ${peer.keyIds.join(', ') || '-'}`,
    `received from it: ${peer.position}${peer.lag === null ? '' : `, ${peer.lag} missing`}; last ${peer.lastPullAt ?? 'never'}`,
    `sent to it: ${peer.sent.position}, ${peer.sent.waiting} waiting; last ${peer.sent.lastReadAt ?? 'never'}`,
    ...(peer.trouble === null ? [] : [`trouble: ${peer.trouble}`]),
  ])
}
