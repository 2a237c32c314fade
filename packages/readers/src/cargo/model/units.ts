/** The factor of a unit, and true if its code is not the one of UN/ECE Recommendation 20 but its meaning is certain. */
interface Unit {
  factor: number
  alias?: true
}

/**
 * Units of mass in kg. `L` is missing: it means pounds in Cargo-IMP and litres elsewhere, so its reader passes `LBR`.
 */
export const massUnits: Readonly<Record<string, Unit>> = {
  KGM: { factor: 1 },
  KG: { factor: 1, alias: true },
  K: { factor: 1, alias: true },
  LBR: { factor: 0.45359237 },
  LB: { factor: 0.45359237, alias: true },
  LBS: { factor: 0.45359237, alias: true },
  TNE: { factor: 1000 },
  T: { factor: 1000, alias: true },
  GRM: { factor: 0.001 },
}

/** Units of volume in m3. `MC` and `CF` are those of Cargo-IMP. */
export const volumeUnits: Readonly<Record<string, Unit>> = {
  MTQ: { factor: 1 },
  MC: { factor: 1, alias: true },
  CBM: { factor: 1, alias: true },
  M3: { factor: 1, alias: true },
  DMQ: { factor: 1e-3 },
  CMQ: { factor: 1e-6 },
  FTQ: { factor: 0.0283168466 },
  CFT: { factor: 0.0283168466 },
  CF: { factor: 0.0283168466, alias: true },
}

/** Units of length in cm. */
export const lengthUnits: Readonly<Record<string, Unit>> = {
  CMT: { factor: 1 },
  CM: { factor: 1, alias: true },
  MMT: { factor: 0.1 },
  MTR: { factor: 100 },
  INH: { factor: 2.54 },
  FOT: { factor: 30.48 },
}
