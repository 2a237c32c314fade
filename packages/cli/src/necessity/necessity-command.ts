import type { Command } from 'commander'

interface Options {
  json?: boolean
  days: string
}

/** Registers `entente necessity`, which lists the records of necessity and what lapses next. Records are written and approved on the desk. */
export function registerNecessity(program: Command): void {
  const load = () => import('./necessity.ts')
  const necessity = program
    .command('necessity')
    .description('what is switched on with which record of necessity; write and approve records on the desk')
    .addHelpText(
      'after',
      [
        '',
        'Examples:',
        '  entente necessity list               # what needs a record, and what is on',
        '  entente necessity lapsing --days 7   # for a monitor: exit status 1 if something needs work',
        '',
        'ENTENTE_KEY is the key of a signal officer, a supervisor or oversight.',
        'A signal officer writes a record on the page Necessity, and a supervisor approves it.',
      ].join('\n'),
    )
  necessity
    .command('list')
    .description('list what needs a record, and what is on')
    .option('--json', 'print as JSON')
    .action(async (options: Options) => (await load()).listNecessity(options))
  necessity
    .command('lapsing')
    .description('list what is off, on without a record, or lapses soon; exit status 1 if there is any')
    .option('--days <number>', 'days until the end', '30')
    .option('--json', 'print as JSON')
    .action(async (options: Options, command: Command) => {
      const days = Number(options.days)
      if (!Number.isInteger(days) || days < 0 || days > 366) command.error('--days takes a whole number up to 366')
      process.exitCode = (await (await load()).listLapsing(days, options)) > 0 ? 1 : 0
    })
}
