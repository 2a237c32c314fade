// The package has no types of its own.
declare module 'topojson-client' {
  /** Converts an object of a topology into GeoJSON. */
  export function feature(topology: object, object: object): object
}
