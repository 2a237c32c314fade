import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { migrations } from './index.ts'

/** The hash of the text of each released migration. A release adds its own and never replaces another. */
const released = {
  '0001-foundation': 'd974d1f419c1b6b003ab2a3b5ae0cf38a1b44f47345030207b4f516d1fca51c0',
  '0002-roles': 'f5d3045696c512760a5bdd9898029c6c10f7c5f0dde518138aa1516f6034a5f1',
  '0003-flight-messages': 'f017e726fa7e17c2a6212dd002ff53b1512281300d34dd96eee75d5a2393664a',
  '0004-traveller-splits': '71219bb6cf628f0619d220f90dbd0a1bdf543de08ee7f659700a081806334e19',
  '0005-merged-flights': 'fcf3a099b888a5a230aa035fdacc76b201e2c41f61e6135520ae335d174e24a8',
  '0006-indexes': '7939fe003e2f86988ce7777e229ae5c9c10d6e3d5389108da71ca78c16b8dfcd',
  '0007-flight-reservations': '104ed2f7eb7a1b53046a2b311566b5dc660cb30b6eb453bd6a07ea402d65388d',
  '0008-sign-in-and-second-person': '830be9a73878b8f0b023e49c92f5cf5ead089a53cb9d42966bd654c6575abe4b',
  '0009-carriers-and-clocks': '68b00940a88c5e1fc4bbd8430bb318dedf37be5a7844973d50997656ec655aa0',
  '0010-outdated-readings': 'c6eb52600ec3a71d1e750f88244fd949962c1aa8a479d2038b03c2e00630df93',
  '0011-signals': '94c6b130654aac09f8c8978d047895bfad19aeda40420b9d43b1499a7889fc0b',
  '0012-hits-and-thresholds': '856798ed22de73ce44e9fbe751a0ff389ff3612d6142bd123248754add318550',
  '0013-content': '4bce06571a85d5a52db8e869be5f4706467dda4420597365917dd8d1ed534c17',
  '0014-upload-files': '3ad815859a5b74326ca1f3e21650f842777e19e6934d46511bb75936a0e29cfc',
  '0015-exchanges': '8ac7806633a258990d429d61dc4b22bc8ddd9938e52052d9a4e35dcbc76af67a',
  '0016-agreements': '0e90358a31a783793947cb727e60113e4512228b95e5e00903850241e76f8f6c',
  '0017-peers-and-delivery': 'e82f361864e572bb8f4ef3d91cef606d950d7d5b73e704cb00876bda12118cec',
  '0018-taxii': '1e4628337af378a86467a4bb383ae755060af8c849bee2a753f298ffd284e5cf',
  '0019-blind': '5ac2f6725d0aaa7cac3e452baed098464e230c586c70c43e9cec216690f68cce',
  '0020-banks-of-members': 'be079469141ddcf8069938440d1e28121589d304eb3528854ae63142f756f106',
  '0022-attachments': '090383ed111d24e00aed4c0b44bf6bd0c11795e17c52bd33914852b84ab1aa9b',
  '0023-onward': '608ef1fec2cdd7b46ef96b474865f37b2dad8be4d400eb78b45ba63d3e419993',
  '0024-holds-and-release': '4213d3f25a66f567e6db5f42012c9ec96c3947e64b53c9f66addcbb2cdf30889',
  '0025-taxii-certificates': '12220282eb1d301e029064d9cc0115e64415149a1cdc8b69cdf9581017955f83',
  '0026-look-ups': 'f0db2dcf2f9a246cae2e5e7162213940c931ac3171ae14c6df429567528a13ee',
  '0027-lowered-thresholds': '5470da23bdb0baa2a9cc64e8276511992d5412034cf1fda5ca655e370243df72',
  '0028-blind-hits': 'c22b22ca6b7318e9d18db17f5f6310fc495e3fe0db437376597406bb9ec7ecce',
  '0029-onward-holds': 'ee5939359d4fa24ef0e14d27eb79506bd41f6d63c10638fdc5abfbd70fd859d2',
}

test('a released migration never changes its text or position', () => {
  const standing = migrations.slice(0, Object.keys(released).length)
  expect(standing.map(({ name, sql }) => [name, createHash('sha256').update(sql).digest('hex')])).toEqual(
    Object.entries(released),
  )
})
