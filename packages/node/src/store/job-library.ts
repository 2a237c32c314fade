import { createRequire } from 'node:module'

/**
 * The library of jobs. While it loads, it would search the current folder and those above it for a file of settings, and run it: a stranger's
 * file could then act as the node, and a folder that the account may not enter would stop the command. This node gives all settings itself.
 */
const require = createRequire(createRequire(import.meta.url).resolve('graphile-worker'))
const settings = require('cosmiconfig') as { cosmiconfigSync: () => { search: () => null } }
settings.cosmiconfigSync = () => ({ search: () => null })

export const { Logger, parseCronItems, run, runMigrations } =
  require('graphile-worker') as typeof import('graphile-worker')
