import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { systemFolder } from './binaries.ts'
import { dataFolder } from './init-cluster.ts'
import { readPostmasterFile } from './postmaster-file.ts'

/** Returns the folder of the programs that the private server of a data root runs; null if none runs, or the system does not tell. */
export function programsOf(root: string): string | null {
  const server = readPostmasterFile(dataFolder(root))
  if (server === null) return null
  try {
    return dirname(readlinkSync(`/proc/${server.pid}/exe`))
  } catch {
    return null
  }
}

/**
 * Says where PostgreSQL's programs come from and who updates their libraries. For the programs of the package it names
 * its OpenSSL, which no update of the system reaches, and the way to the system's programs.
 */
export function describePrograms(folder: string, version: string, system = systemFolder): string {
  if (folder.startsWith(system + sep))
    return `PostgreSQL ${version} of the system (${folder}): the system updates its libraries`
  const crypto = openSslIn(join(dirname(folder), 'lib'))
  const age = crypto === null ? '' : ` Its libraries are as old as its ${crypto}.`
  return `PostgreSQL ${version} of the npm package.${age} To use one that the system updates: make a backup, install PostgreSQL 17 or newer, restore into a new data folder`
}

/** Returns the name and date that an OpenSSL library states of itself, such as `OpenSSL 1.1.1  11 Sep 2018`. */
function openSslIn(folder: string): string | null {
  try {
    const name = readdirSync(folder).find((file) => file.startsWith('libcrypto.so'))
    if (name === undefined) return null
    const text = readFileSync(join(folder, name), 'latin1')
    return /OpenSSL \d+\.\d+\.\d+\w* +\d{1,2} \w{3} \d{4}/.exec(text)?.[0].replace(/ +/g, ' ') ?? null
  } catch {
    return null
  }
}
