// Describes the packages of a release as CycloneDX 1.6 JSON (ECMA-424, first edition).
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nameOf, root } from './production-packages.mjs'

/**
 * Returns the text of the bill of materials: every package that is installed or compiled into the pages of the desk, with version, licence, package URL
 * and the SHA-512 of the archive in the registry (from package-lock.json). The same lock file gives the same text.
 */
export function writeSbom({ installed, inPages, version, time }) {
  const all = [...installed, ...inPages].filter(([path]) => path !== 'packages/cli')
  const reference = new Map([...installed, ...inPages].map(([path, { entry }]) => [path, purl(path, entry)]))
  // Two folders may contain the same version of a package: they are one component.
  const described = all.map(([path, { entry }]) => component(path, entry, reference.get(path), inPages.has(path)))
  const components = [...new Map(described.map((each) => [each['bom-ref'], each])).values()].sort(byReference)
  const product = { type: 'application', 'bom-ref': `pkg:generic/entente@${version}`, name: 'entente', version }
  const dependencies = [...installed, ...inPages].map(([path, { needs }]) => ({
    ref: reference.get(path),
    dependsOn: [...new Set(needs.map((to) => reference.get(to)))].sort(),
  }))
  // The command is the product itself.
  for (const each of dependencies) if (each.ref === reference.get('packages/cli')) each.ref = product['bom-ref']
  dependencies.find(({ ref }) => ref === product['bom-ref']).dependsOn.push(reference.get('packages/desk'))
  const body = { components, dependencies: mergeByReference(dependencies) }
  const digest = createHash('sha256').update(JSON.stringify(body)).digest('hex')
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(digest)}`,
    version: 1,
    metadata: {
      timestamp: new Date(time * 1000).toISOString(),
      lifecycles: [{ phase: 'build' }],
      component: { ...product, licenses: [{ license: { id: 'Apache-2.0' } }], purl: product['bom-ref'] },
    },
    ...body,
  }
  return `${JSON.stringify(bom, null, 2)}\n`
}

function component(path, entry, reference, isInPages) {
  const [scope, name] = nameOf(path, entry).includes('/') ? nameOf(path, entry).split('/') : ['', nameOf(path, entry)]
  return {
    type: 'library',
    'bom-ref': reference,
    ...(scope === '' ? {} : { group: scope }),
    name,
    version: entry.version,
    scope: entry.optional === true ? 'optional' : 'required',
    ...(entry.integrity === undefined ? {} : { hashes: entry.integrity.split(' ').map(hash) }),
    licenses: [licence(entry.license)],
    purl: reference,
    ...(isInPages
      ? { properties: [{ name: 'entente:compiled-into', value: 'lib/node_modules/@entente/desk/dist' }] }
      : {}),
    ...(/^@img\/sharp-libvips/.test(nameOf(path, entry)) ? { components: librariesOf(path) } : {}),
  }
}

/** Returns the C libraries inside libvips, which its package lists with their versions. */
function librariesOf(path) {
  const file = join(root, path, 'versions.json')
  if (!existsSync(file)) return []
  return Object.entries(JSON.parse(readFileSync(file, 'utf8'))).map(([name, version]) => ({
    type: 'library',
    'bom-ref': `pkg:generic/${name}@${version}#libvips`,
    name,
    version,
    purl: `pkg:generic/${name}@${version}`,
  }))
}

/** Returns an npm package URL (purl): the scope's @ is percent-encoded. */
function purl(path, entry) {
  return `pkg:npm/${nameOf(path, entry).replace('@', '%40')}@${entry.version}`
}

/** A single SPDX identifier is an `id`; anything else is an expression. */
function licence(text) {
  return /^[\w.+-]+$/.test(text) ? { license: { id: text } } : { expression: text.replace(/^\((.*)\)$/, '$1') }
}

function hash(integrity) {
  const [algorithm, value] = integrity.split(/-(.*)/s)
  return {
    alg: { sha512: 'SHA-512', sha384: 'SHA-384', sha256: 'SHA-256', sha1: 'SHA-1' }[algorithm],
    content: Buffer.from(value, 'base64').toString('hex'),
  }
}

const byReference = (a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)

function mergeByReference(dependencies) {
  const merged = new Map()
  for (const { ref, dependsOn } of dependencies)
    merged.set(ref, [...new Set([...(merged.get(ref) ?? []), ...dependsOn])].sort())
  return [...merged].map(([ref, dependsOn]) => ({ ref, dependsOn })).sort((a, b) => (a.ref < b.ref ? -1 : 1))
}

/** Returns a UUID of version 8 (RFC 9562) made of a digest, so that the same content has the same serial number. */
function uuidOf(digest) {
  const variant = ((Number.parseInt(digest[16], 16) & 0x3) | 0x8).toString(16)
  const parts = [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
  ]
  return `${parts.join('-')}-${digest.slice(20, 32)}`
}
