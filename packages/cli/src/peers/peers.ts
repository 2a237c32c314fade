import { writeFileSync } from 'node:fs'
import type { IntroducedKey, Invitation, KeyRotation, Peer } from '@entente/contracts'
import { askLine } from '../ask-line.ts'
import { nodeClient } from '../client.ts'
import { CommandFailure } from '../failure.ts'
import { readInputFile } from '../input-file.ts'
import { printResult, table } from '../output.ts'
import type { PeerOptions } from './peers-command.ts'

// Nobody's data: an administrator states no purpose.
const client = () => nodeClient({ impersonal: true })
const at = (member: string, act = '') => `/v1/peers/${encodeURIComponent(member)}${act}`

/** Writes the invitation; with `confirm` it waits until the member joined, and asks for the words that its people read out. */
export async function invitePeer(
  member: string,
  options: PeerOptions & { out: string; coalition?: string; days: string; confirm?: boolean },
): Promise<void> {
  const { coalition, days, out } = options
  const body = { member, days: Number(days), ...(coalition === undefined ? {} : { coalition }) }
  const invitation = await client().call<Invitation>('POST', '/v1/peers/invitations', body)
  // With it whoever has it joins in the member's name, until people compare the words.
  writeFileSync(out, `${JSON.stringify(invitation, null, 2)}\n`, { mode: 0o600 })
  const written = `${out}: for ${member}, until ${invitation.expiresAt}`
  if (options.confirm !== true) return printResult(options.json, invitation, () => [written])
  process.stderr.write(
    `${written}\nwaiting until ${member} joined; to confirm later instead, end this: the invitation stays\n`,
  )
  await confirmByTelephone(await joined(member, new Date(invitation.expiresAt)), options)
}

const lookAgainMs = 1000

/** The member once it joined by the invitation. Failures: `invitation-expired`; `peer-state` where somebody else confirmed or removed it meanwhile. */
async function joined(member: string, until: Date): Promise<Peer> {
  let before: Peer['state'] | undefined
  for (;;) {
    const peer = await client().call<Peer>('GET', at(member))
    if (peer.state === 'joined-unconfirmed') return peer
    // One that takes part already may be invited anew, for a lost key.
    before ??= peer.state
    if (peer.state !== before) throw new CommandFailure('peer-state', `${member} is ${peer.state} by now.`)
    if (new Date() > until) throw new CommandFailure('invitation-expired', `${member} did not join in time.`)
    await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
  }
}

/** Two people read the six words to each other, whose node shows them, and each types what it hears. Without words the member stays as it is. */
async function confirmByTelephone(peer: Peer, options: PeerOptions): Promise<void> {
  process.stderr.write(`${peer.member} at ${peer.url} joined\nwords to compare by telephone: ${peer.fingerprint}\n`)
  const words = await askLine('the words that the other side reads out (none: confirm later): ')
  if (words === '') return show(peer, options)
  await confirmPeer(peer.member, { ...options, words })
}

/** Joins by an invitation; with `confirm` it asks at once for the words that the other side reads out. */
export async function joinPeer(file: string, options: PeerOptions & { confirm?: boolean }): Promise<void> {
  let invitation: unknown
  try {
    invitation = JSON.parse(readInputFile(file).toString())
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    throw new CommandFailure('invitation-invalid', `${file} is no invitation.`)
  }
  const peer = await client().call<Peer>('POST', '/v1/peers/join', invitation)
  if (options.confirm === true) await confirmByTelephone(peer, options)
  else show(peer, options)
}

export async function listPeers(options: PeerOptions): Promise<void> {
  const list = await client().call<{ items: Peer[] }>('GET', '/v1/peers')
  printResult(options.json, list, () =>
    list.items.length === 0
      ? ['No other member takes part yet: entente peers invite, or join.']
      : table([
          ['member', 'state', 'taken', 'lag', 'it has not taken', 'trouble'],
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

/** Keys of members that are no peers, as others introduced them (decision 0023). */
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
      ? ['Nobody introduced a key.']
      : table([
          ['member', 'state', 'introduced by', 'words'],
          ...list.items.map((one) => [one.member, one.state, one.introducedBy, one.words]),
        ]),
  )
}

export async function confirmPeer(member: string, options: PeerOptions & { words: string }): Promise<void> {
  show(await client().call<Peer>('POST', at(member, '/confirm'), { words: options.words }), options)
}

/** Exit status 1 where the feed of one does not fit, or one cannot be reached. */
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
    items.map((peer) => `${peer.member}: ${peer.position} taken${peer.trouble === null ? '' : `, ${peer.trouble}`}`),
  )
  return failed ? 1 : 0
}

export async function rotateKey(options: PeerOptions & { overlap: string }): Promise<void> {
  const body = { overlapDays: Number(options.overlap) }
  const rotation = await client().call<KeyRotation>('POST', '/v1/keys/rotate', body)
  printResult(options.json, rotation, () => [
    `a new key is in use; ${rotation.oldKeyId} is believed until ${rotation.overlapUntil}`,
  ])
}

export async function endPeer(
  act: 'suspend' | 'remove',
  member: string,
  options: PeerOptions & { reason: string },
): Promise<void> {
  show(await client().call<Peer>('POST', at(member, `/${act}`), { reason: options.reason }), options)
}

function show(peer: Peer, options: PeerOptions): void {
  printResult(options.json, peer, () => [
    `${peer.member} (${peer.node}) at ${peer.url || '-'}: ${peer.state}`,
    ...(peer.fingerprint === '' ? [] : [`words to compare by telephone: ${peer.fingerprint}`]),
    `keys: ${peer.keyIds.join(', ') || '-'}`,
    `taken of its feed: ${peer.position}${peer.lag === null ? '' : `, ${peer.lag} to come`}; last ${peer.lastPullAt ?? 'never'}`,
    `taken of ours: ${peer.sent.position}, ${peer.sent.waiting} waiting; last ${peer.sent.lastReadAt ?? 'never'}`,
    ...(peer.trouble === null ? [] : [`trouble: ${peer.trouble}`]),
  ])
}
