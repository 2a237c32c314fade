import type { Command } from 'commander'
import type { TaxiiOptions } from './taxii-client.ts'

/** Registers `entente taxii`, which manages clients and collections of this node's server, and uses this node as a client of another server. */
export function registerTaxii(program: Command): void {
  const taxii = program.command('taxii').description('TAXII 2.1 (ENTENTE_URL, ENTENTE_KEY)')
  const administration = () => import('./clients-and-collections.ts')
  taxii
    .command('user')
    .description('clients of this node, for an administrator')
    .command('add')
    .description('add a client for a member and one purpose; its password, if it has one, is shown once')
    .argument('<name>', 'lower-case letters, digits, dots')
    .requiredOption('--member <member>', 'member of the client')
    .requiredOption('--purpose <purpose>', 'purpose of the client')
    .option('--certificate <file>', 'authenticate with this certificate (PEM or DER) instead of a password')
    .option('--synthetic', 'the client takes invented data, so a node of one person gives it signals about people too')
    .option('--json', 'print as JSON')
    .action(async (name: string, options) => (await administration()).addUser(name, options))
  taxii
    .command('collection')
    .description('collections of this node, for an administrator')
    .command('add')
    .description('add a collection of an agreement')
    .requiredOption('--title <title>', 'title for clients')
    .requiredOption('--agreement <id>', 'id of the agreement')
    .option('--alias <alias>', 'name in addresses')
    .option('--read', 'for reading signals (default)')
    .option('--write', 'for adding, reading and deleting objects')
    .option('--json', 'print as JSON')
    .action(async (options) => (await administration()).addCollection(options))
  const remote = (name: string, description: string) =>
    taxii
      .command(name)
      .description(`${description}; the password is read from ENTENTE_TAXII_PASSWORD`)
      .argument('<url>', 'the API root, https://node.example/taxii2/...')
      .requiredOption('--collection <id>', 'id or alias of the collection')
      .requiredOption('--user <name>', 'name at that server')
      .option('--purpose <purpose>', 'purpose', 'terrorism-prevention')
      .option('--json', 'print the report as JSON')
  remote('pull', 'import the objects of a collection; exit status 1 if something was refused')
    .option('--since <time>', 'only objects added after this time (default: where the last pull ended)')
    .action(async (url: string, options: TaxiiOptions) => {
      process.exitCode = await (await import('./pull.ts')).pull(url, options)
    })
  remote('push', 'send signals of this node to a collection; exit status 1 if something was refused')
    .requiredOption('--member <member>', 'member of the server; only signals that it may have are sent')
    .action(async (url: string, options: TaxiiOptions & { member: string }) => {
      process.exitCode = await (await import('./push.ts')).push(url, options)
    })
}
