import type { Command } from 'commander'

export interface TaxiiOptions {
  collection: string
  user: string
  purpose: string
  since?: string
  member?: string
  json?: boolean
}

/** `entente taxii`: clients and collections of this node's server, and this node as a client of others'. */
export function registerTaxii(program: Command): void {
  const taxii = program.command('taxii').description('TAXII 2.1 (ENTENTE_URL, ENTENTE_KEY)')
  const office = () => import('./office.ts')
  taxii
    .command('user')
    .description('clients of this node, for an administrator')
    .command('add')
    .description('add a client that acts for a member and one purpose; its password, if it has one, is shown once')
    .argument('<name>', 'lower-case letters, digits, dots')
    .requiredOption('--member <member>', 'the member it acts for')
    .requiredOption('--purpose <purpose>', 'the purpose it acts for')
    .option('--certificate <file>', 'it signs in by this certificate (PEM or DER) instead of a password')
    .option('--json', 'print as JSON')
    .action(async (name: string, options) => (await office()).addUser(name, options))
  taxii
    .command('collection')
    .description('collections of this node, for an administrator')
    .command('add')
    .description('add a collection of an agreement')
    .requiredOption('--title <title>', 'what clients see')
    .requiredOption('--agreement <id>', 'id of the agreement')
    .option('--alias <alias>', 'a name for it in addresses')
    .option('--read', 'to read signals from (the usual)')
    .option('--write', 'to hand objects in, and read and delete them')
    .option('--json', 'print as JSON')
    .action(async (options) => (await office()).addCollection(options))
  const remote = (name: string, description: string) =>
    taxii
      .command(name)
      .description(`${description}; the password is read from ENTENTE_TAXII_PASSWORD`)
      .argument('<url>', 'the API root, https://node.example/taxii2/...')
      .requiredOption('--collection <id>', 'id or alias of the collection')
      .requiredOption('--user <name>', 'name at that server')
      .option('--purpose <purpose>', 'why', 'terrorism-prevention')
      .option('--json', 'print the report as JSON')
  remote('pull', 'take the objects of a collection into this node; 1 where something was refused')
    .option(
      '--since <time>',
      'only what was added after this time; without it the pull goes on where the last one ended',
    )
    .action(async (url: string, options: TaxiiOptions) => {
      process.exitCode = await (await import('./pull.ts')).pull(url, options)
    })
  remote('push', 'hand signals of this node in at a collection; 1 where something was refused')
    .requiredOption('--member <member>', 'whose server it is: only what this member may have is sent')
    .action(async (url: string, options: TaxiiOptions & { member: string }) => {
      process.exitCode = await (await import('./push.ts')).push(url, options)
    })
}
