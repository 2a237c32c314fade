import type { Command } from 'commander'

interface KillOptions {
  reason?: string
  json?: boolean
}

/** Registers `entente kill`, which stops matching, lists the stops, and lifts them. */
export function registerKill(program: Command): void {
  const load = () => import('./kill.ts')
  const kill = program
    .command('kill')
    .description('stop matching: all, or a part such as gateway:KIND, list:ID, source:MEMBER, peer:MEMBER, rule:ID')
    .argument('[scope]', '`all`, or a type and an id: agreement, gateway, list, model, peer, rule, source, surface')
    .option('--reason <reason>', 'reason, 10 to 500 characters; everybody at the node reads it')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      ['', 'Examples:', '  entente kill choices', '  entente kill all --reason "Every list is wrong."'].join('\n'),
    )
    .action(async (scope: string | undefined, options: KillOptions, command: Command) => {
      if (scope === undefined) command.error('name what to stop: all, or for example gateway:KIND')
      if (options.reason === undefined) command.error('give a reason with --reason')
      await (await load()).stopMatching(scope, options.reason, options)
    })
  // An option of the command before it would otherwise take these.
  const command = (name: string, description: string) =>
    kill.command(name).description(description).option('--json', 'print as JSON')
  command('list', 'list the stops in force, and when the next drill is due').action(
    async (_: KillOptions, given: Command) => (await load()).listStops(given.optsWithGlobals()),
  )
  command('choices', 'list what this node can stop').action(async (_: KillOptions, given: Command) =>
    (await load()).listChoices(given.optsWithGlobals()),
  )
  command('off', 'agree to lift a stop; two people are needed')
    .argument('<id>', 'id of the stop')
    .action(async (id: string, _: KillOptions, given: Command) => (await load()).liftStop(id, given.optsWithGlobals()))
  command('drill', 'measure how fast every thread would have a stop in force').action(
    async (_: KillOptions, given: Command) => (await load()).drill(given.optsWithGlobals()),
  )
}
