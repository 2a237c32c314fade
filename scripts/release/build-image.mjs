// node scripts/release/build-image.mjs [--out FOLDER] [--mirror URL] [--include PACKAGE,PACKAGE]
// Makes a container image of the built packages without a registry and without a container engine, as an OCI image layout in a tar file that
// `docker load` and `podman load` read. One layer is a Debian root with Node, made by `mmdebstrap` (as root, or as a user with subordinate ids); the
// other is the release. `--include ffmpeg` adds the decoder of videos (about 300 MB). The mirror is that of mmdebstrap, unless `--mirror` names another.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { listFiles, version } from './list-files.mjs'
import { root, target } from './production-packages.mjs'
import { announce, digestOf, pack, releaseTime, writeFiles } from './write-files.mjs'

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: join(root, 'release') },
    mirror: { type: 'string' },
    include: { type: 'string' },
  },
})
const architecture = { x64: 'amd64', arm64: 'arm64' }[target.cpu]
/** The account of the node in the image. Compose files and operators name it by its number. */
const account = 10_001
const time = releaseTime()
const work = mkdtempSync(join(tmpdir(), 'entente-image-'))
const layout = join(work, 'layout')
const blobs = join(layout, 'blobs/sha256')

/** Makes the layer with Debian and Node, the account, and its data folder. Documentation and lists of packages are left out. */
function debianLayer() {
  const archive = join(work, 'debian.tar')
  const packages = ['nodejs', 'ca-certificates', 'tzdata', ...(options.include?.split(',') ?? [])]
  const passwd = `entente:x:${account}:${account}:Entente node:/var/lib/entente:/usr/sbin/nologin`
  const inRoot = [
    `echo "${passwd}" >>"$1/etc/passwd"`,
    `echo "entente:x:${account}:" >>"$1/etc/group"`,
    `install -d -o ${account} -g ${account} -m 0755 "$1/var/lib/entente"`,
    'rm -rf "$1"/var/lib/apt/lists/* "$1"/var/cache/* "$1"/var/log/*',
  ]
  const leftOut = ['/usr/share/man/*', '/usr/share/doc/*', '/usr/share/locale/*', '/usr/share/info/*']
  const args = [
    ...['--quiet', '--variant=essential', `--include=${packages.join(',')}`],
    ...leftOut.map((path) => `--dpkgopt=path-exclude=${path}`),
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    ...inRoot.map((command) => `--customize-hook=${command}`),
    ...['trixie', archive, ...(options.mirror === undefined ? [] : [options.mirror])],
  ]
  execFileSync('mmdebstrap', args, {
    env: { ...process.env, SOURCE_DATE_EPOCH: String(time) },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  execFileSync('gzip', ['-n', archive])
  return `${archive}.gz`
}

function releaseLayer() {
  const folder = join(work, 'release')
  const files = [...listFiles(time)].filter(([path]) => !path.startsWith('share/'))
  const placed = new Map(files.map(([path, file]) => [`usr/lib/entente/${path}`, file]))
  placed.set('usr/bin/entente', { link: '../lib/entente/bin/entente' })
  writeFiles(folder, placed, time)
  const archive = join(work, 'release.tar.gz')
  pack(archive, time, folder, 'usr')
  return archive
}

/** Moves a file or text among the blobs of the layout, and returns its descriptor. */
function addBlob(mediaType, file) {
  const digest = digestOf(file)
  const size = statSync(file).size
  renameSync(file, join(blobs, digest))
  return { mediaType, digest: `sha256:${digest}`, size }
}

function addJson(mediaType, value) {
  const file = join(work, 'blob.json')
  writeFileSync(file, JSON.stringify(value))
  return addBlob(mediaType, file)
}

/** Returns the configuration of the image (OCI image specification 1.1). */
function configuration(layers) {
  const contentOf = (file) =>
    `sha256:${createHash('sha256')
      .update(gunzipSync(readFileSync(file)))
      .digest('hex')}`
  return {
    created: new Date(time * 1000).toISOString(),
    ...{ architecture, os: 'linux' },
    config: {
      User: `${account}:${account}`,
      Env: [
        'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        ...['LANG=C.UTF-8', 'NODE_ENV=production', 'ENTENTE_DATA=/var/lib/entente'],
      ],
      Entrypoint: ['/usr/bin/entente'],
      Cmd: ['serve'],
      WorkingDir: '/var/lib/entente',
      Volumes: { '/var/lib/entente': {} },
      ExposedPorts: { '8400/tcp': {} },
      StopSignal: 'SIGTERM',
      Labels: {
        'org.opencontainers.image.title': 'entente',
        'org.opencontainers.image.version': version,
        'org.opencontainers.image.licenses': 'Apache-2.0',
      },
    },
    rootfs: { type: 'layers', diff_ids: layers.map(contentOf) },
  }
}

const archive = join(options.out, `entente-${version}-container-${architecture}.tar`)
try {
  mkdirSync(blobs, { recursive: true })
  mkdirSync(options.out, { recursive: true })
  const layers = [debianLayer(), releaseLayer()]
  const config = addJson('application/vnd.oci.image.config.v1+json', configuration(layers))
  const stored = layers.map((file) => addBlob('application/vnd.oci.image.layer.v1.tar+gzip', file))
  const manifest = { schemaVersion: 2, mediaType: 'application/vnd.oci.image.manifest.v1+json', config, layers: stored }
  const name = `entente:${version}`
  const annotations = {
    'org.opencontainers.image.ref.name': version,
    'io.containerd.image.name': `docker.io/library/${name}`,
  }
  const index = [{ ...addJson(manifest.mediaType, manifest), annotations, platform: { architecture, os: 'linux' } }]
  const write = (file, value) => writeFileSync(join(layout, file), JSON.stringify(value))
  write('oci-layout', { imageLayoutVersion: '1.0.0' })
  write('index.json', { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests: index })
  // Docker before version 25 reads this file instead of the index.
  const path = ({ digest }) => `blobs/sha256/${digest.slice('sha256:'.length)}`
  write('manifest.json', [{ Config: path(config), RepoTags: [name], Layers: stored.map(path) }])
  const settings = ['--sort=name', `--mtime=@${time}`, '--owner=0', '--group=0', '--numeric-owner', '--format=gnu']
  execFileSync('tar', [...settings, '-C', layout, '-cf', archive, 'blobs', 'index.json', 'manifest.json', 'oci-layout'])
  announce(archive)
} finally {
  rmSync(work, { recursive: true, force: true })
}
