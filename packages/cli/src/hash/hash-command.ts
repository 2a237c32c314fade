import { type Command, Option } from 'commander'

export interface HashCommandOptions {
  types?: string
  dihedral?: boolean
  secondsPerHash?: string
  mode?: 'reference' | 'full-resolution'
  tmk?: boolean
  json?: boolean
}

/** `entente hash FILE...`: hashes of images, videos, texts and any other file, without a node. */
export function registerHash(program: Command): void {
  program
    .command('hash')
    .description('hash images, videos, texts and other files, or - for standard input, without a node')
    .argument('<file...>', 'what it is, is told by its content')
    .option('--types <types>', 'only these, separated by commas: pdq, md5, sha1, sha256, vpdq, tmk, tlsh, text, url')
    .option('--dihedral', 'also the hashes of the turned and mirrored picture')
    .option(
      '--seconds-per-hash <seconds>',
      'of videos: one frame is hashed every so many seconds, 0 for every frame',
      '1',
    )
    .addOption(
      new Option('--mode <mode>', 'shrink large pictures to 512 x 512 first, as the PDQ reference does, or do not')
        .choices(['reference', 'full-resolution'])
        .default('reference'),
    )
    .option('--tmk', 'also the TMK+PDQF of videos')
    .option('--json', 'one JSON document')
    .action(async (files: string[], options: HashCommandOptions) => {
      const { hashFiles } = await import('./hash-files.ts')
      process.exitCode = await hashFiles(files, options)
    })
}
