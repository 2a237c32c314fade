/** The part of WebAssembly that this library uses. It is declared here so that the library does not depend on browser types. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports?: Record<string, Record<string, unknown>>) => { readonly exports: unknown }
}

/** A kernel as stored in `generated`: WebAssembly as lines of base64. */
interface StoredKernel {
  readonly lines: readonly string[]
}

/**
 * Compiles and instantiates a kernel and returns its exports. Returns null where the machine has no WebAssembly with SIMD; the caller then
 * uses its plain TypeScript implementation.
 */
export function loadKernel<Exports>(
  { lines }: StoredKernel,
  imports?: Record<string, Record<string, unknown>>,
): Exports | null {
  const { WebAssembly: api } = globalThis as unknown as { WebAssembly?: WebAssemblyApi }
  if (api === undefined) return null
  try {
    const bytes = Uint8Array.from(atob(lines.join('')), (letter) => letter.charCodeAt(0))
    return new api.Instance(new api.Module(bytes), imports).exports as Exports
  } catch {
    return null
  }
}
