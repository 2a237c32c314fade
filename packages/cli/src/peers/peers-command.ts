import type { Command } from 'commander'
import type { PeerOptions } from './peers.ts'

/** Registers `entente peers`, with which an administrator connects the node to the nodes of other members. */
export function registerPeers(program: Command): void {
  const peers = program
    .command('peers')
    .description("other members' nodes (ENTENTE_URL, ENTENTE_KEY of an administrator)")
  const command = (name: string, description: string) =>
    peers.command(name).description(description).option('--json', 'print as JSON')
  const load = () => import('./peers.ts')
  command('invite', 'write an invitation file for a member')
    .argument('<member>', 'host-like name of the member, border.example')
    .requiredOption('--out <file>', 'file to write; give it to that member only')
    .option('--coalition <name>', 'name of the coalition')
    .option('--days <number>', 'days of validity', '14')
    .option('--confirm', 'wait until it has joined, then ask for the six words that its administrator reads out')
    .action(async (member: string, options) => (await load()).invitePeer(member, options))
  command('join', 'join with an invitation file')
    .argument('<file>', 'file from the other member')
    .option('--confirm', 'then ask for the six words that the other side reads out')
    .action(async (file: string, options: PeerOptions & { confirm?: boolean }) =>
      (await load()).joinPeer(file, options),
    )
  command('list', 'list members and the positions of their feeds').action(async (options: PeerOptions) =>
    (await load()).listPeers(options),
  )
  command('show', 'show a member')
    .argument('<member>')
    .action(async (member: string, options: PeerOptions) => (await load()).showPeer(member, options))
  command('confirm', 'confirm that you compared the six words with a person of the other side')
    .argument('<member>')
    .requiredOption('--words <words>', 'the six words, as the other side read them out')
    .action(async (member: string, options) => (await load()).confirmPeer(member, options))
  command('introduced', 'list keys that other members introduced, with the words to compare').action(
    async (options: PeerOptions) => (await load()).listIntroduced(options),
  )
  command('confirm-key', 'confirm that you compared the words of an introduced key with a person of that member')
    .argument('<member>')
    .requiredOption('--words <words>', 'the six words, as the other side read them out')
    .action(async (member: string, options) => (await load()).confirmKey(member, options))
  command('sync', 'pull the feed of a member, or of every member; exit status 1 if a feed is broken')
    .argument('[member]')
    .action(async (member: string | undefined, options: PeerOptions) => {
      process.exitCode = await (await load()).syncPeers(member, options)
    })
  command('rotate-key', 'create a new key for this node; the old one stays valid for some days')
    .option('--overlap <days>', 'days', '7')
    .action(async (options) => (await load()).rotateKey(options))
  for (const [name, description] of [
    ['suspend', 'stop sharing with a member for now, and ask it to erase received signals'],
    ['remove', 'stop sharing with a member for good, and ask it to erase received signals'],
  ] as const) {
    command(name, description)
      .argument('<member>')
      .requiredOption('--reason <text>', 'reason, for the log')
      .action(async (member: string, options) => (await load()).endPeer(name, member, options))
  }
}
