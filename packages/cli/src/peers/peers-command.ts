import type { Command } from 'commander'

export interface PeerOptions {
  json?: boolean
}

/** `entente peers`: an administrator's work with other members' nodes (exchange.md 5). */
export function registerPeers(program: Command): void {
  const peers = program
    .command('peers')
    .description("other members' nodes (ENTENTE_URL, ENTENTE_KEY of an administrator)")
  const command = (name: string, description: string) =>
    peers.command(name).description(description).option('--json', 'print as JSON')
  const load = () => import('./peers.ts')
  command('invite', 'write the file by which a member joins')
    .argument('<member>', 'host-like name of the member, border.example')
    .requiredOption('--out <file>', 'where to write it; give it to that member and to nobody else')
    .option('--coalition <name>', 'name of the coalition')
    .option('--days <number>', 'how long it may be used', '14')
    .option('--confirm', 'wait until it joined, then ask for the six words that its people read out')
    .action(async (member: string, options) => (await load()).invitePeer(member, options))
  command('join', 'join by an invitation file')
    .argument('<file>', 'the file that the other member wrote')
    .option('--confirm', 'then ask for the six words that the other side reads out')
    .action(async (file: string, options: PeerOptions & { confirm?: boolean }) =>
      (await load()).joinPeer(file, options),
    )
  command('list', 'list members and how far their feeds were taken').action(async (options: PeerOptions) =>
    (await load()).listPeers(options),
  )
  command('show', 'show a member')
    .argument('<member>')
    .action(async (member: string, options: PeerOptions) => (await load()).showPeer(member, options))
  command('confirm', 'say that the six words were compared with a person of the other side')
    .argument('<member>')
    .requiredOption('--words <words>', 'the six words, as the other side read them out')
    .action(async (member: string, options) => (await load()).confirmPeer(member, options))
  command('introduced', 'keys of members that others introduced, with the words to compare').action(
    async (options: PeerOptions) => (await load()).listIntroduced(options),
  )
  command('confirm-key', 'say that the words of an introduced key were compared with a person of that member')
    .argument('<member>')
    .requiredOption('--words <words>', 'the six words, as the other side read them out')
    .action(async (member: string, options) => (await load()).confirmKey(member, options))
  command('sync', 'take what a member, or every member, has to tell; 1 where a feed is broken')
    .argument('[member]')
    .action(async (member: string | undefined, options: PeerOptions) => {
      process.exitCode = await (await load()).syncPeers(member, options)
    })
  command('rotate-key', 'take a new key for this node; the old one is believed for some days more')
    .option('--overlap <days>', 'days', '7')
    .action(async (options) => (await load()).rotateKey(options))
  for (const [name, description] of [
    ['suspend', 'share nothing with a member for now; it is told to erase what it has'],
    ['remove', 'end with a member; it is told to erase what it has'],
  ] as const) {
    command(name, description)
      .argument('<member>')
      .requiredOption('--reason <text>', 'why, for the log')
      .action(async (member: string, options) => (await load()).endPeer(name, member, options))
  }
}
