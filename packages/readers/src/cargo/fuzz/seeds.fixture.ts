import { inventedFfm, inventedFhl, inventedFwb } from '../cargo-imp/invented-cargo-imp.fixture.ts'
import { inventedXffm, inventedXfwb, inventedXfzb } from '../cargo-xml/invented-cargo-xml.fixture.ts'
import { inventedBaplie2, inventedBaplie3, inventedCuscar } from '../edifact/invented-edifact.fixture.ts'
import { awmds, DEC, ENS, ENS_AMENDMENT } from '../invented-declarations.fixture.ts'

const texts = {
  xfwb: inventedXfwb(),
  xfzb: inventedXfzb(),
  xffm: inventedXffm(),
  fwb: inventedFwb,
  fhl: inventedFhl,
  ffm: inventedFfm,
  cuscar: inventedCuscar,
  baplie: inventedBaplie2,
  'baplie 3': inventedBaplie3,
  ens: ENS,
  'ens amendment': ENS_AMENDMENT,
  'wco-dec': DEC,
  awmds: awmds([{ reference: 'RR1' }, { reference: 'RR2', master: 'MM9' }, { reference: 'RR3', nature: '28' }]),
}

// The bytes of a Buffer would be shared with its copies.
const encoder = new TextEncoder()

/** Invented messages of all formats, without faults of syntax. */
export const cargoSeeds: readonly Uint8Array[] = Object.values(texts).map((text) => encoder.encode(text))
