import { type Command, Option } from 'commander'
import type { Check, CommandGateway } from '../../command/command-gateway.ts'
import type { BankExportOptions } from './banks/export-bank.ts'
import type { BankImportOptions } from './banks/import-bank.ts'
import type { HashFilesOptions } from './hash/hash-files.ts'
import type { MatchFilesOptions } from './match/match-files.ts'

/** The commands about media, their hashes and banks of hashes. */
export const content: CommandGateway = {
  kind: 'content',
  register(program) {
    registerHash(program)
    registerMatch(program)
    registerBanks(program)
  },
  checks: mediaChecks,
}

/** Registers `entente hash`, which needs no node. */
function registerHash(program: Command): void {
  program
    .command('hash')
    .description('hash images, videos, texts and other files, or - for standard input, without a node')
    .argument('<file...>', 'files; the content of each decides its type')
    .option('--types <types>', 'only these, separated by commas: pdq, md5, sha1, sha256, vpdq, tmk, tlsh, text, url')
    .option('--dihedral', 'also hash the rotated and mirrored picture')
    .option('--seconds-per-hash <seconds>', 'of videos: seconds between hashed frames, 0 for every frame', '1')
    .addOption(
      new Option('--mode <mode>', 'shrink large pictures to 512 x 512 first, like the PDQ reference, or not')
        .choices(['reference', 'full-resolution'])
        .default('reference'),
    )
    .option('--tmk', 'also the TMK+PDQF of videos')
    .option('--json', 'one JSON document')
    .action(async (files: string[], options: HashFilesOptions) => {
      const { hashFiles } = await import('./hash/hash-files.ts')
      process.exitCode = await hashFiles(files, options)
    })
}

const collect = (value: string, before: string[] = []): string[] => [...before, value]

/** Registers `entente match`, which looks files or hashes up in bank files or in the banks of a node. */
function registerMatch(program: Command): void {
  program
    .command('match')
    .description('look files or hashes up in banks of files (--bank), or of the node at ENTENTE_URL')
    .argument('[file...]', 'images, videos, texts and other files; - for standard input')
    .option('--bank <file>', 'CSV, JSON lines or a PDQ hash a line; may be repeated', collect)
    .option('--signal <type=value>', 'look this up instead of a file; may be repeated', collect)
    .option('--radius <bits>', 'bits in which PDQ hashes may differ, 0 to 31')
    .option('--dihedral', 'also look up the rotated and mirrored picture')
    .option('--limit <number>', 'most matches, 1 to 1,000')
    .option('--purpose <purpose>', 'purpose of the question to the node', 'content-safety')
    .option('--json', 'one JSON document')
    .action(async (files: string[], options: MatchFilesOptions) => {
      const { matchFiles } = await import('./match/match-files.ts')
      process.exitCode = await matchFiles(files, options)
    })
}

/** Registers `entente banks`, which imports and exports banks of hashes. */
function registerBanks(program: Command): void {
  const banks = program
    .command('banks')
    .description('banks of media hashes of a node (ENTENTE_URL, ENTENTE_KEY of a signal officer)')
  banks
    .command('import')
    .description('add the items of a file that the bank does not have yet')
    .argument('<bank>', 'name of the bank')
    .argument(
      '<file>',
      'CSV (type,value,quality,labels,entity,note), JSON lines, a PDQ hash a line; - for standard input',
    )
    .option('--terms <file>', 'JSON file with purposes, lawful basis and more: creates the bank if it does not exist')
    .option('--purpose <purpose>', 'purpose of the import', 'content-safety')
    .option('--json', 'print the report as JSON')
    .action(async (bank: string, file: string, options: BankImportOptions) => {
      const { importBank } = await import('./banks/import-bank.ts')
      process.exitCode = await importBank(bank, file, options)
    })
  banks
    .command('export')
    .description('write the items of a bank to standard output')
    .argument('<bank>', 'name of the bank')
    .addOption(
      new Option('--format <format>', 'JSON lines contain everything, CSV a signal a line, hex only PDQ hashes')
        .choices(['jsonl', 'csv', 'hex'])
        .default('jsonl'),
    )
    .option('--purpose <purpose>', 'purpose of the export', 'content-safety')
    .option('--json', 'the same as --format jsonl')
    .action(async (bank: string, options: BankExportOptions) => {
      const { exportBank } = await import('./banks/export-bank.ts')
      await exportBank(bank, options.json === true ? { ...options, format: 'jsonl' } : options)
    })
}

/**
 * Checks for ffmpeg, which decodes videos, and for the confinement of decoders, which limits the damage by a compromised decoder. A node without
 * media needs neither.
 */
async function mediaChecks(): Promise<Check[]> {
  const { confinement, findFfmpeg } = await import('@entente/node/media')
  const ffmpeg = findFfmpeg()
  const { prlimit, unshare } = await confinement()
  const missing = [
    ...(prlimit === null ? ['no memory limit (install util-linux)'] : []),
    ...(unshare === null ? ['no network isolation (this system refuses user namespaces)'] : []),
  ]
  return [
    {
      check: 'videos',
      ok: true,
      detail: ffmpeg?.ffmpeg ?? 'ffmpeg is not installed: videos get cryptographic hashes only; install ffmpeg',
    },
    {
      check: 'decoders',
      ok: true,
      detail: missing.length === 0 ? 'confined: memory, files, network' : `a decoder has ${missing.join(' and ')}`,
    },
  ]
}
